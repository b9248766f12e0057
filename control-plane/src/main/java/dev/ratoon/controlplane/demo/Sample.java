package dev.ratoon.controlplane.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The files of the sample repository, and what the agents are told to do with them. */
final class Sample {
    static final String MESSAGE = "A greeting, and a test that fails";
    private static final List<String> FILES = List.of("README.md", "greet.sh", "test.sh");

    private Sample() {}

    static Map<String, String> files() {
        return FILES.stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), Sample::text));
    }

    /** For the shell, which runs its lines. */
    static String prompt() {
        return text("prompt.txt");
    }

    /** For who thinks. */
    static String request() {
        return text("opencode.txt").strip();
    }

    private static String text(String name) {
        try (InputStream file = Sample.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("our own files can be read: " + name, e);
        }
    }
}
