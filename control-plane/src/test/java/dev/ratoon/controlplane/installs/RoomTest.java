package dev.ratoon.controlplane.installs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RoomTest {
    @Test
    void theLastHalfGigabyteIsForOthers() {
        Path folder = Path.of("cache");
        assertDoesNotThrow(() -> Room.require(512L << 20, folder));
        var full = assertThrows(IOException.class, () -> Room.require((512L << 20) - 1, folder));
        assertTrue(full.getMessage().contains("make room there"), full::getMessage);
    }
}
