package dev.ratoon.controlplane.harnesses;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The harnesses that Ratoon brings the knowledge of: a folder of resources each. */
final class Shipped {
    static final String SHELL = "shell";

    /** In the order in which people are shown them. */
    static final List<String> NAMES =
            List.of(SHELL, "opencode", "codex", "claude", "gemini", "qwen", "copilot");

    static final ObjectMapper JSON = JsonMapper.builder().build();

    private Shipped() {}

    static List<Harness> all() {
        return NAMES.stream().map(Shipped::read).toList();
    }

    private static Harness read(String name) {
        try {
            byte[] file =
                    resource(name, "harness.json")
                            .orElseThrow(() -> new IllegalStateException("no harness " + name));
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(file);
            resource(name, "package-lock.json").ifPresent(digest::update);
            return JSON.readValue(file, Descriptor.class)
                    .named(name, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw new UncheckedIOException("our own files can be read: " + name, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Optional<byte[]> resource(String name, String file) throws IOException {
        try (InputStream in = Shipped.class.getResourceAsStream("/harnesses/" + name + "/" + file)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }
}
