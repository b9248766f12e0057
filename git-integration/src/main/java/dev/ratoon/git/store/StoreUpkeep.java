package dev.ratoon.git.store;

import static java.lang.System.Logger.Level.WARNING;

import dev.ratoon.git.Writers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is done to a store from time to time, so that it stays quick and does not only grow. */
public final class StoreUpkeep {
    private static final System.Logger LOG = System.getLogger(StoreUpkeep.class.getName());

    private final Path store;
    private final Writers writers;

    StoreUpkeep(Path store, Writers writers) {
        this.store = store;
        this.writers = writers;
    }

    /**
     * Puts together what came in many small packs, in one share of the repositories. One that
     * cannot be tidied is served all the same.
     */
    public void tidy(Instant now, int share, int shares) throws IOException {
        for (Path agent : repositories("agents")) {
            if (isOf(share, shares, agent)) {
                alone(agent, () -> new Tidying(agent).agent(now));
            }
        }
        for (Path mirror : repositories("mirrors")) {
            if (isOf(share, shares, mirror)) {
                alone(mirror, () -> new Tidying(mirror).mirror(now));
            }
        }
    }

    /**
     * Deletes the mirrors that no agent borrows from, and that nobody has asked for since then.
     *
     * @return how many
     */
    public int deleteUnused(Instant since) throws IOException {
        Set<Path> unused = new HashSet<>(repositories("mirrors"));
        unused.removeIf(mirror -> !Mirror.isUnused(mirror, since));
        if (unused.isEmpty()) {
            return 0;
        }
        for (Path agent : repositories("agents")) {
            unused.remove(borrowed(agent));
        }
        for (Path mirror : unused) {
            alone(
                    mirror,
                    () -> {
                        // Somebody may have come meanwhile; who comes now finds none, and makes it.
                        if (Mirror.isUnused(mirror, since)) {
                            Path gone = mirror.resolveSibling(mirror.getFileName() + ".gone");
                            Folders.delete(gone);
                            Files.move(mirror, gone);
                            Folders.delete(gone);
                        }
                    });
        }
        return unused.size();
    }

    private static Path borrowed(Path agent) throws IOException {
        Path objects = agent.resolve("objects");
        try {
            String line = Files.readString(objects.resolve("info/alternates")).strip();
            Path mirror = objects.resolve(line).normalize().getParent();
            return mirror == null ? agent : mirror;
        } catch (NoSuchFileException e) {
            return agent; // it is being deleted
        }
    }

    private List<Path> repositories(String kind) throws IOException {
        Path all = store.resolve(kind);
        if (Files.notExists(all)) {
            return List.of();
        }
        try (Stream<Path> repositories = Files.list(all)) {
            return repositories.filter(one -> one.toString().endsWith(".git")).toList();
        }
    }

    private static boolean isOf(int share, int shares, Path repository) {
        return Math.floorMod(String.valueOf(repository.getFileName()).hashCode(), shares) == share;
    }

    private interface Work {
        void run() throws IOException;
    }

    private void alone(Path repository, Work work) {
        String name = store.relativize(repository).toString().replaceFirst("\\.git$", "");
        try {
            writers.alone(
                    name,
                    () -> {
                        if (Bare.is(repository)) {
                            Leftovers.clear(repository);
                            work.run();
                        }
                        return repository;
                    });
        } catch (IOException | RuntimeException e) {
            LOG.log(WARNING, repository + " cannot be kept in order", e);
        }
    }
}
