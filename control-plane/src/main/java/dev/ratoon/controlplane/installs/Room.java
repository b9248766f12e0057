package dev.ratoon.controlplane.installs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the disk has room, asked before it is filled. */
final class Room {
    private Room() {}

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
