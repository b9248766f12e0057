package dev.ratoon.controlplane.models;

import dev.ratoon.controlplane.providers.ModelApi;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads out of an answer, while it passes, what the provider says that it has used. Holds none of
 * it. What is said last counts: in streams it grows. One answer; one thread.
 */
final class UsageReader {
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private static final int MOST_NAMES = 100;

    private final ModelApi api;
    private final boolean events;
    private final Map<String, Long> said = new HashMap<>();
    private final Numbers numbers = new Numbers(this::number);

    /** How many octets of the line are its beginning as DATA has it; -1 when it is another one. */
    private int line;

    private boolean empty = true;

    /**
     * @param events whether the answer is a stream of server-sent events
     */
    UsageReader(ModelApi api, boolean events) {
        this.api = api;
        this.events = events;
    }

    void take(byte[] piece, int length) {
        for (int i = 0; i < length; i++) {
            if (events) {
                event(piece[i]);
            } else {
                numbers.take(piece[i]);
            }
        }
    }

    private void event(byte octet) {
        if (octet == '\n' || octet == '\r') {
            if (empty && octet == '\n') {
                numbers.reset();
            } else if (line == DATA.length) {
                numbers.take((byte) '\n');
            }
            empty = octet == '\n' || empty;
            line = 0;
            return;
        }
        empty = false;
        if (line == DATA.length) {
            numbers.take(octet);
        } else if (line >= 0) {
            line = octet == DATA[line] ? line + 1 : -1;
        }
    }

    private void number(String path, long number) {
        String name =
                switch (api) {
                    case CHAT_COMPLETIONS -> after("usage.", path);
                    case RESPONSES -> after("response.usage.", after("usage.", path), path);
                    case MESSAGES -> after("message.usage.", after("usage.", path), path);
                    case GENERATE_CONTENT -> after("usageMetadata.", path);
                };
        if (!name.isEmpty() && (said.size() < MOST_NAMES || said.containsKey(name))) {
            said.put(name, number);
        }
    }

    private static String after(String prefix, String path) {
        return path.startsWith(prefix) ? path.substring(prefix.length()) : "";
    }

    private static String after(String prefix, String otherwise, String path) {
        String found = after(prefix, path);
        return found.isEmpty() ? otherwise : found;
    }

    /** Empty when it says nothing, or not both of what went in and what came out. */
    Optional<Usage> usage() {
        return switch (api) {
            case CHAT_COMPLETIONS ->
                    usage(
                            "prompt_tokens",
                            "completion_tokens",
                            // Two names of the same.
                            Math.max(
                                    of("prompt_tokens_details.cached_tokens"),
                                    of("prompt_cache_hit_tokens")));
            case RESPONSES ->
                    usage(
                            "input_tokens",
                            "output_tokens",
                            of("input_tokens_details.cached_tokens"));
            case MESSAGES ->
                    usage("input_tokens", "output_tokens", 0)
                            .map(
                                    plain ->
                                            new Usage(
                                                    plain.input()
                                                            + of("cache_creation_input_tokens")
                                                            + of("cache_read_input_tokens"),
                                                    of("cache_read_input_tokens"),
                                                    plain.output()));
            case GENERATE_CONTENT ->
                    said.containsKey("promptTokenCount")
                            ? Optional.of(
                                    new Usage(
                                            of("promptTokenCount") + of("toolUsePromptTokenCount"),
                                            of("cachedContentTokenCount"),
                                            of("candidatesTokenCount") + of("thoughtsTokenCount")))
                            : Optional.empty();
        };
    }

    private Optional<Usage> usage(String input, String output, long cached) {
        return said.containsKey(input) && said.containsKey(output)
                ? Optional.of(new Usage(of(input), cached, of(output)))
                : Optional.empty();
    }

    private long of(String name) {
        return said.getOrDefault(name, 0L);
    }
}
