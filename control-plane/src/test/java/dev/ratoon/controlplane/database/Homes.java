package dev.ratoon.controlplane.database;

import dev.ratoon.controlplane.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Homes for tests, which share the unpacked programs: a thousand files each time are slow. */
final class Homes {
    private static final Path SHARED = Path.of("target", "test-database", "programs");

    private Homes() {}

    static Home at(Path path) throws IOException {
        Home shared = Home.open(SHARED);
        PostgresBinaries.unpack(shared);
        Home home = Home.open(path);
        Files.createSymbolicLink(home.path().resolve("bin"), shared.path().resolve("bin"));
        return home;
    }
}
