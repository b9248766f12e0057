package dev.ratoon.environments.local;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a hostile command has put into its folder, looked at while it writes. Follows no link. What
 * cannot be looked at is beyond the bound: nobody hides bytes in a folder that he closes.
 */
final class DiskUse {
    /** An entry costs something too, though it holds nothing. */
    private static final long ENTRY = 512;

    /** What has no name any more is in no folder: so much of the disk always stays free. */
    private static final long SPARE = 256L << 20;

    private final Path folder;
    private final long most;

    DiskUse(Path folder, long most) {
        this.folder = folder;
        this.most = most;
    }

    /** In words what is too much, or nothing. */
    Optional<String> beyond() {
        try {
            if (Files.getFileStore(folder).getUsableSpace() < SPARE) {
                return Optional.of("The disk is almost full");
            }
            var counting = new Counting();
            Files.walkFileTree(folder, counting);
            return counting.bytes > most
                    ? Optional.of("It wrote more than " + (most >> 20) + " MiB")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of("It made files that cannot be looked at: " + e.getMessage());
        }
    }

    private final class Counting extends SimpleFileVisitor<Path> {
        private long bytes;

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return count(0);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return count(attributes.size());
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return gone(e);
        }

        @Override
        public FileVisitResult postVisitDirectory(
                Path directory, @Nullable IOException e)
                throws IOException {
            return e == null ? FileVisitResult.CONTINUE : gone(e);
        }

        private FileVisitResult count(long size) {
            bytes += size + ENTRY;
            return bytes > most ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        /** It is written to meanwhile. */
        private static FileVisitResult gone(IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
    }
}
