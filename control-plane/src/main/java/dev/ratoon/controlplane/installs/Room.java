package dev.ratoon.controlplane.installs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the disk has room: asked before it is filled, and while it is. Threads: one. */
final class Room {
    /** For all else that is on the disk. */
    private static final long KEPT = 512L << 20;

    private static final long LOOK_AGAIN = 16L << 20;

    private final Path folder;
    private long unlooked;

    Room(Path folder) {
        this.folder = folder;
    }

    /** So many bytes are to come there. */
    void take(long bytes) throws IOException {
        unlooked += bytes;
        if (unlooked >= LOOK_AGAIN) {
            unlooked = 0;
            require(Files.getFileStore(folder).getUsableSpace(), folder);
        }
    }

    static void require(long free, Path folder) throws IOException {
        if (free < KEPT) {
            throw new IOException(
                    "There are only %d MB left in %s: make room there, then want it again"
                            .formatted(free / 1_000_000, folder));
        }
    }

    static void require(Path folder, long bytes) throws IOException, InstallTrouble {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < bytes) {
            throw new InstallTrouble(
                    "There are %d MB free in %s, and it may take %d MB"
                            .formatted(free / 1_000_000, folder, bytes / 1_000_000),
                    "Make room there, then want it again");
        }
    }
}
