package dev.ratoon.controlplane.harnesses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.providers.ModelApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** From the configuration to harnesses; what cannot be stops the start. */
final class OwnHarnesses {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}");
    private static final Set<String> MODES = Set.of("normal", "plan", "auto", "answer");
    private static final List<String> FILLED = List.of("{gateway}", "{provider}", "{model}");

    private OwnHarnesses() {}

    static List<Harness> of(HarnessesConfig config) {
        return new TreeMap<>(config.all())
                .entrySet().stream().map(each -> one(each.getKey(), each.getValue())).toList();
    }

    private static Harness one(String name, HarnessesConfig.Own own) {
        String key = "ratoon.harnesses." + name;
        if (!NAME.matcher(name).matches()) {
            throw new StartFailure(
                    key
                            + " is no harness: a name has small letters, digits and dashes, at most 31.",
                    "Rename it");
        }
        if (Shipped.NAMES.contains(name)) {
            throw new StartFailure(
                    "The harness " + name + " comes with Ratoon, and is not told otherwise.",
                    "Name yours otherwise: ratoon.harnesses.my-" + name + ".command");
        }
        List<String> command = own.command().orElse(List.of());
        if (command.isEmpty()) {
            throw new StartFailure(
                    "The harness " + name + " has no command.",
                    "Set " + key + ".command, such as /opt/mine/bin/mine,acp");
        }
        SequencedMap<ModelApi, Map<String, String>> apis = new LinkedHashMap<>();
        own.api().orElse(List.of()).forEach(api -> apis.put(api, Map.of()));
        Map<String, JsonNode> environment = new TreeMap<>();
        own.environment()
                .forEach(
                        (variable, text) -> {
                            if (apis.isEmpty() && FILLED.stream().anyMatch(text::contains)) {
                                throw new StartFailure(
                                        key
                                                + ".environment."
                                                + variable
                                                + " wants a model, but nothing says how the harness"
                                                + " asks it.",
                                        "Set " + key + ".api, such as chat-completions");
                            }
                            environment.put(variable, TextNode.valueOf(text));
                        });
        List<String> sessions = own.sessionFiles().orElse(List.of());
        sessions.forEach(path -> mustBeBelow(key, path));
        own.modes().keySet().forEach(mode -> mustBeMode(key, mode));
        return new Harness(
                name,
                name,
                null,
                command,
                null,
                apis,
                apis.isEmpty() ? null : "{model}",
                environment,
                new TreeMap<>(own.modes()),
                sessions,
                new Harness.Capabilities(false, own.images().orElse(false), true, true),
                new Harness.Licence("your own affair", false),
                false,
                Harness.Asks.ON_TRUST,
                Harness.Origin.OWN,
                "");
    }

    private static void mustBeMode(String key, String mode) {
        if (!MODES.contains(mode)) {
            throw new StartFailure(
                    key + ".modes." + mode + ": there is no mode '" + mode + "'.",
                    "There are normal, plan and auto, and answer for questions beside the turns");
        }
    }

    private static void mustBeBelow(String key, String path) {
        if (path.isBlank()
                || path.startsWith("/")
                || path.startsWith("~")
                || path.indexOf('\n') >= 0
                || List.of(path.split("/", -1)).contains("..")) {
            throw new StartFailure(
                    key + ".session-files has '" + path + "', which is not below its home.",
                    "Write it without ~ and ..: .mine/sessions");
        }
    }
}
