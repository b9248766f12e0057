package dev.ratoon.controlplane.declarations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ratoon.controlplane.environments.AskedPushes;
import dev.ratoon.controlplane.life.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code devcontainer.json}, as far as it can be done here: its commands of creation are the setup,
 * its environments are variables, and its image is that of a pod where the operator allows it. All
 * else is told. Pure.
 */
final class DevContainer {
    private static final List<String> COMMANDS =
            List.of("onCreateCommand", "updateContentCommand", "postCreateCommand");
    private static final String IMAGE = "image";
    private static final List<String> ENVIRONMENTS = List.of("containerEnv", "remoteEnv");

    private static final String NO_BUILD =
            "no image is built for a sandbox. Let the setup install what is missing, or have the"
                    + " image built, and for pods allowed by whoever operates Ratoon"
                    + " (ratoon.pods.images), and name it as image";

    /** They say nothing to be done: names, schemas, and what editors like. */
    private static final Set<String> SILENT = Set.of("name", "$schema", "customizations");

    private static final Map<String, String> WHY =
            Map.of(
                    "build",
                    NO_BUILD,
                    "dockerFile",
                    NO_BUILD,
                    "dockerComposeFile",
                    "a sandbox is alone",
                    "features",
                    "they are run by root while an image is built. Let the setup install what is"
                            + " missing, into the home or the repository",
                    "initializeCommand",
                    "it would run outside the sandbox",
                    "postStartCommand",
                    "only what creates is run",
                    "postAttachCommand",
                    "only what creates is run",
                    "mounts",
                    "a sandbox has its own files only");

    private static final int MOST_NOTES = 40;
    private static final JsonMapper JSON =
            JsonMapper.builder(
                            com.fasterxml.jackson.core.JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(32)
                                                    .maxNumberLength(32)
                                                    .build())
                                    .build())
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private DevContainer() {}

    /**
     * What it says.
     *
     * @param settable whether an environment may set a variable of that name
     */
    static Declaration read(String text, Predicate<String> settable) throws Unusable {
        JsonNode all;
        try {
            all = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Unusable("It is no JSON (" + Words.inert(e.getOriginalMessage()) + ").");
        }
        if (!all.isObject()) {
            throw new Unusable("It is no object of settings.");
        }
        List<String> notes = new ArrayList<>();
        String setup = setup(all, notes);
        var variables = new TreeMap<String, String>();
        for (String environment : ENVIRONMENTS) {
            variables(all.path(environment), environment, settable, variables, notes);
        }
        all.fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!COMMANDS.contains(key)
                                    && !ENVIRONMENTS.contains(key)
                                    && !SILENT.contains(key)
                                    && !key.equals(IMAGE)
                                    && notes.size() < MOST_NOTES) {
                                String why = WHY.get(key);
                                notes.add(
                                        Words.inert(key)
                                                + " is not done here"
                                                + (why == null ? "" : ": " + why));
                            }
                        });
        return new Declaration(
                setup,
                null,
                variables,
                List.of(),
                List.of(),
                image(all.path(IMAGE)),
                Size.USUAL,
                new AskedPushes(null, null),
                notes);
    }

    /** Whether it is a name, and one that is allowed, others judge. */
    private static @Nullable String image(JsonNode image) {
        if (image.isMissingNode() || image.isNull()) {
            return null;
        }
        return image.isTextual() ? image.asText() : image.toString();
    }

    private static String setup(JsonNode all, List<String> notes) throws Unusable {
        var script = new StringBuilder();
        for (String name : COMMANDS) {
            for (String line : commands(all.path(name), name, notes)) {
                script.append(line).append('\n');
            }
        }
        return script.isEmpty() ? "" : "set -e\n" + script;
    }

    private static List<String> commands(JsonNode command, String name, List<String> notes)
            throws Unusable {
        if (command.isMissingNode() || command.isNull()) {
            return List.of();
        }
        if (command.isObject()) {
            List<String> all = new ArrayList<>();
            for (var each : new LinkedHashMap<>(members(command)).values()) {
                all.add(line(each, name));
            }
            if (all.size() > 1) {
                notes.add(name + " has several commands: they run one after the other here");
            }
            return all;
        }
        return List.of(line(command, name));
    }

    private static Map<String, JsonNode> members(JsonNode object) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        object.properties().forEach(each -> all.put(each.getKey(), each.getValue()));
        return all;
    }

    /** A text is the shell's; a list is a command with its arguments, as they are. */
    private static String line(JsonNode command, String name) throws Unusable {
        if (command.isTextual()) {
            return "( " + command.asText() + "\n)";
        }
        if (!command.isArray() || command.isEmpty()) {
            throw new Unusable("'" + name + "' is no command.");
        }
        List<String> words = new ArrayList<>();
        for (JsonNode word : command) {
            if (!word.isTextual()) {
                throw new Unusable("'" + name + "' is no command.");
            }
            words.add("'" + word.asText().replace("'", "'\\''") + "'");
        }
        return String.join(" ", words);
    }

    private static void variables(
            JsonNode given,
            String where,
            Predicate<String> settable,
            Map<String, String> into,
            List<String> notes) {
        given.properties()
                .forEach(
                        each -> {
                            String name = each.getKey();
                            JsonNode value = each.getValue();
                            if (!value.isTextual()
                                    || value.asText().contains("${")
                                    || !settable.test(name)) {
                                if (notes.size() < MOST_NOTES) {
                                    notes.add(
                                            where + ": " + Words.inert(name) + " is not set here");
                                }
                            } else {
                                into.put(name, value.asText());
                            }
                        });
    }
}
