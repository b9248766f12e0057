package dev.ratoon.runner.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The shell scripts beside this class. */
final class Script {
    private Script() {}

    /** Several as one. */
    static String of(String... names) {
        var text = new StringBuilder();
        for (String name : names) {
            try (InputStream file = Script.class.getResourceAsStream(name)) {
                byte[] bytes = Objects.requireNonNull(file, name).readAllBytes();
                text.append(new String(bytes, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("our own files can be read: " + name, e);
            }
        }
        return text.toString();
    }
}
