package dev.ratoon.git.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Folders as a whole. */
public final class Folders {
    private Folders() {}

    /** Links are deleted, not followed; what somebody else deletes meanwhile is well deleted. */
    public static void delete(Path folder) throws IOException {
        if (Files.notExists(folder, NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (Files.notExists(file, NOFOLLOW_LINKS)) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw e;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path one, @Nullable IOException e)
                            throws IOException {
                        if (e != null && Files.exists(one, NOFOLLOW_LINKS)) {
                            throw e;
                        }
                        Files.deleteIfExists(one);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
