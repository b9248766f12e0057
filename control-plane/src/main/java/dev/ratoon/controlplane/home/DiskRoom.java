package dev.ratoon.controlplane.home;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is left of the disk that holds a folder.
 *
 * @param free bytes that we may write
 * @param all bytes
 */
public record DiskRoom(long free, long all) {
    private static final long UNKNOWN = -1;

    public static DiskRoom of(Path folder) {
        try {
            FileStore disk = Files.getFileStore(folder);
            return new DiskRoom(disk.getUsableSpace(), disk.getTotalSpace());
        } catch (IOException e) {
            // Whoever asks says something else that is worth saying.
            return new DiskRoom(UNKNOWN, UNKNOWN);
        }
    }

    public boolean isLessThan(long bytes) {
        return free != UNKNOWN && free < bytes;
    }

    /** In brackets, to be put behind what is said of the disk; nothing if it is not known. */
    public String inWords() {
        return free == UNKNOWN ? "" : " (%d of %d MiB are free)".formatted(free >> 20, all >> 20);
    }
}
