package dev.ratoon.controlplane.runners;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.life.Call;
import dev.ratoon.controlplane.log.BlobStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a tool call is given, as a person is asked about it and as its harness tells of it later, so
 * that the two can be compared: what both name alike, and text alone. Pure, and hostile input.
 */
final class Inputs {
    private static final String COMMAND = "command";
    private static final String DIRECTORY = "cwd";

    /** Of what is longer the beginning is kept, with a digest of the whole. */
    private static final int LONGEST = 200;

    private static final int LONGEST_NAME = 40;
    private static final int MOST = 6;

    /** Harnesses change these while a call goes on. */
    private static final Set<String> COMMENTS = Set.of("status", "description", "reason", "title");

    /** Both as people read them. */
    record Difference(String input, String allowed, String said) {}

    private Inputs() {}

    /** Of a call in a permission request; nothing when there is nothing to hold it to. */
    static @Nullable Call of(JsonNode call) {
        String id = call.path("toolCallId").asText("");
        SortedMap<String, String> inputs = new TreeMap<>();
        JsonNode raw = call.path("rawInput");
        put(inputs, COMMAND, raw);
        put(inputs, DIRECTORY, raw);
        for (Map.Entry<String, JsonNode> input : raw.properties()) {
            if (inputs.size() < MOST && input.getKey().length() <= LONGEST_NAME) {
                put(inputs, input.getKey(), raw);
            }
        }
        return id.isEmpty() || inputs.isEmpty() ? null : new Call(id(id), inputs);
    }

    /** As calls are named in facts and events. */
    static String id(String call) {
        return bounded(call);
    }

    /** What the harness tells of the call now, beside what was allowed. */
    static Optional<Difference> between(Call allowed, JsonNode update) {
        JsonNode raw = update.path("rawInput");
        for (Map.Entry<String, String> input : allowed.inputs().entrySet()) {
            String said = read(input.getKey(), raw);
            if (said != null && !said.equals(input.getValue())) {
                return Optional.of(new Difference(input.getKey(), input.getValue(), said));
            }
        }
        return Optional.empty();
    }

    private static void put(Map<String, String> inputs, String name, JsonNode raw) {
        String value = read(name, raw);
        if (value != null && !COMMENTS.contains(name)) {
            inputs.putIfAbsent(name, value);
        }
    }

    private static @Nullable String read(String name, JsonNode raw) {
        JsonNode value = raw.path(name);
        if (value.isTextual()) {
            return bounded(
                    switch (name) {
                        case COMMAND -> ShellWords.same(value.asText());
                        case DIRECTORY -> directory(value.asText());
                        default -> value.asText();
                    });
        }
        if (!name.equals(COMMAND) || !value.isArray() || value.isEmpty()) {
            return null;
        }
        List<String> argv = new ArrayList<>();
        for (JsonNode word : value) {
            argv.add(word.isTextual() ? word.asText() : word.toString());
        }
        return bounded(ShellWords.same(argv));
    }

    private static String directory(String path) {
        return path.length() > 1 && path.endsWith("/")
                ? path.substring(0, path.length() - 1)
                : path;
    }

    private static String bounded(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        byte[] digest = BlobStore.sha256(text.getBytes(StandardCharsets.UTF_8));
        return text.substring(0, LONGEST)
                + " ... (sha256 "
                + HexFormat.of().formatHex(digest)
                + ")";
    }
}
