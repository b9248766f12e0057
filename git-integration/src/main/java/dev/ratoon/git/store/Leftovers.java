package dev.ratoon.git.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a writer left behind that died in the middle. */
final class Leftovers {
    private Leftovers() {}

    /** By whoever is the only writer now: so nobody holds the locks or writes the packs. */
    static void clear(Path repository) throws IOException {
        delete(repository.resolve("refs"), 50, ".*\\.lock");
        delete(repository, 1, ".*\\.lock");
        delete(repository.resolve("objects"), 1, "(incoming_.*|noz.*)\\.(pack|idx|tmp)");
        delete(repository.resolve("objects/pack"), 1, ".*\\.(tmp|new)");
    }

    private static void delete(Path folder, int depth, String names) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> all = Files.walk(folder, depth)) {
            found =
                    all.filter(file -> file.getFileName().toString().matches(names))
                            .filter(Files::isRegularFile)
                            .toList();
        }
        for (Path one : found) {
            Files.deleteIfExists(one);
        }
    }
}
