package dev.ratoon.controlplane.models;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** Bodies for tests that have no gateway. */
final class Bodies {
    private static final BodyMemory MEMORY =
            new BodyMemory(32 << 20, 256 << 20, Duration.ofSeconds(1));

    private Bodies() {}

    static Body of(String text) {
        try {
            return MEMORY.read(
                    new UUID(0, 1),
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException | InterruptedException | Refused e) {
            throw new AssertionError(e);
        }
    }
}
