package dev.ratoon.git.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Packs whose objects are in another one by now. They stay for a while, because somebody may be
 * about to read them; a file of their name says since when.
 */
final class Replaced {
    private static final Duration STAYS = Duration.ofMinutes(30);

    private final Path repository;
    private final Path marks;

    Replaced(Path repository) {
        this.repository = repository;
        this.marks = repository.resolve("replaced");
    }

    Set<String> names() throws IOException {
        if (Files.notExists(marks)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(marks)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    void mark(List<String> packs) throws IOException {
        Files.createDirectories(marks);
        for (String pack : packs) {
            Files.createFile(marks.resolve(pack));
        }
    }

    /** Deletes those that have stayed long enough. */
    void clear(Instant now) throws IOException {
        for (String pack : names()) {
            Path mark = marks.resolve(pack);
            if (Files.getLastModifiedTime(mark).toInstant().plus(STAYS).isBefore(now)) {
                OldPacks.delete(repository, pack);
                Files.delete(mark);
            }
        }
    }
}
