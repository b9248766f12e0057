package dev.ratoon.runner.hands;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.runner.wire.Door;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the workspace's side puts into the directory that both sides of the wall share. */
class SharedDirectoryIT {
    @TempDir Path directory;

    @Tag("long")
    @Test
    void aLinkToADoorOfTheRunnersOwnIsNotFollowed() throws Exception {
        Path link = Files.createDirectory(directory.resolve("link"));
        Path doors = Files.createDirectory(directory.resolve("doors"));
        var knocked = new AtomicInteger();
        try (ServerSocketChannel control = Door.open(doors.resolve("control.sock"))) {
            Thread.ofVirtual().start(() -> count(control, knocked));
            Files.createSymbolicLink(link.resolve(Hands.SOCKET), doors.resolve("control.sock"));

            assertThrows(IOException.class, () -> Hands.at(link).spawn(SpawnRequest.of("true")));

            assertTrue(knocked.get() == 0, "the runner talked to its own door");
        }
    }

    private static void count(ServerSocketChannel door, AtomicInteger knocked) {
        try {
            while (true) {
                door.accept().close();
                knocked.incrementAndGet();
            }
        } catch (IOException e) {
            // The door was closed.
            return;
        }
    }
}
