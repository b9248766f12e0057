package dev.ratoon.controlplane.database;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.ratoon.controlplane.home.Home;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;

/** Homes for tests, which share the unpacked programs: a thousand files each time are slow. */
final class Homes {
    private static final Path SHARED = Path.of("target", "test-database", "programs");

    private Homes() {}

    static Home at(Path path) throws IOException {
        Home shared = Home.open(SHARED);
        unpack(shared);
        Home home = Home.open(path);
        Files.createSymbolicLink(home.path().resolve("bin"), shared.path().resolve("bin"));
        return home;
    }

    /**
     * Two processes run tests at once, and one would take the other's half for what a kill left.
     */
    private static synchronized void unpack(Home shared) throws IOException {
        try (FileChannel file =
                        FileChannel.open(shared.path().resolve("unpacking"), CREATE, WRITE);
                FileLock _ = file.lock()) {
            PostgresBinaries.unpack(shared);
        }
    }
}
