package dev.ratoon.git.store;

import static java.lang.System.Logger.Level.WARNING;

import dev.ratoon.git.GitTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ProgressMonitor;

/** What is left free on the disk for others: above all for the database, which may share it. */
final class FreeSpace {
    private static final System.Logger LOG = System.getLogger(FreeSpace.class.getName());
    private static final int UPDATES = 100;

    private final Path folder;
    private final long kept;

    FreeSpace(Path folder, long kept) {
        this.folder = folder;
        this.kept = kept;
    }

    /** Refuses what would be written when no more than that is left. */
    void check() throws IOException {
        if (isShort()) {
            LOG.log(
                    WARNING,
                    "less than {0} MiB are left on the disk of {1}: nothing is fetched or pushed",
                    kept >> 20,
                    folder);
            throw GitTrouble.capacity(
                    "The disk of Ratoon's repositories is full: its operator makes room, or"
                            + " removes agents that are done.",
                    Duration.ofMinutes(10));
        }
    }

    private boolean isShort() throws IOException {
        return Files.getFileStore(folder).getUsableSpace() < kept;
    }

    /** Ends a fetch that takes up what is kept. */
    ProgressMonitor watching() {
        return new EmptyProgressMonitor() {
            private int updates;

            @Override
            public boolean isCancelled() {
                try {
                    return updates++ % UPDATES == 0 && isShort();
                } catch (IOException e) {
                    return false; // writing will say it
                }
            }
        };
    }
}
