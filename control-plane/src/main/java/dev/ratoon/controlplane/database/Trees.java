package dev.ratoon.controlplane.database;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files and directories that are there wholly or not at all. */
final class Trees {
    private Trees() {}

    /** The file has this text and is its owner's alone, even if the machine stops now. */
    static void writeOwnerOnly(Path file, String text) throws IOException {
        Path half =
                Files.createTempFile(
                        file.getParent(),
                        file.getFileName() + ".",
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(half, text);
            try (var channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            moveDurably(half, file);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    static void moveDurably(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        try (var parent = FileChannel.open(to.getParent(), StandardOpenOption.READ)) {
            parent.force(true);
        }
    }

    /** All of the tree is on the disk: at once where the system can, else file by file. */
    static void flush(Path tree) throws IOException {
        try {
            Process sync =
                    new ProcessBuilder("sync", "--file-system", tree.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (sync.waitFor() == 0) {
                return;
            }
        } catch (IOException e) {
            // There is no such command: the long way.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (var all = Files.walk(tree)) {
            for (Path file :
                    all.filter(each -> Files.isRegularFile(each, NOFOLLOW_LINKS)).toList()) {
                try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            }
        }
    }

    /** What stands beside it under the same prefix: halves that a kill left, older versions. */
    static void deleteSiblings(Path path, String prefix) throws IOException {
        List<Path> siblings;
        try (var all = Files.list(path.getParent())) {
            siblings =
                    all.filter(other -> !other.equals(path))
                            .filter(other -> other.getFileName().toString().startsWith(prefix))
                            .toList();
        }
        for (Path sibling : siblings) {
            delete(sibling);
        }
    }

    /** The tree is gone, even if somebody else is deleting it just now. */
    static void delete(Path tree) throws IOException {
        if (Files.notExists(tree, NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                tree,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failed)
                            throws IOException {
                        if (Files.notExists(file, NOFOLLOW_LINKS)) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failed;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException failed) throws IOException {
                        if (failed != null && Files.exists(directory, NOFOLLOW_LINKS)) {
                            throw failed;
                        }
                        Files.deleteIfExists(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
