package dev.ratoon.runner.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongPathIT {
    @TempDir Path folder;

    @Test
    void aDoorBehindALongPathOpensAndLetsIn() throws Exception {
        Path deep = Files.createDirectories(folder.resolve("a-home-of-a-long-name".repeat(8)));
        Path socket = deep.resolve("hands.sock");
        try (var door = Door.open(socket);
                var caller = new Endpoint.Unix(socket).dial();
                var let = door.accept()) {
            assertTrue(caller.isConnected() && let.isConnected());
        }
        try (var left = Files.list(deep)) {
            assertEquals(List.of(socket), left.toList());
        }
    }
}
