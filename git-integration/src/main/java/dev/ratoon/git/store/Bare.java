package dev.ratoon.git.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Bare repositories as we make them: nothing in them but what we wrote. */
final class Bare {
    /**
     * Nothing happens by itself; refs are on the disk before anybody hears of them; and what is
     * larger than a MiB is never read into memory as a whole where it can be streamed.
     */
    private static final String CONFIG =
            """
            [core]
            	repositoryformatversion = 0
            	bare = true
            	logallrefupdates = false
            	fsyncreffiles = true
            	streamfilethreshold = 1m
            [gc]
            	auto = 0
            [receive]
            	autogc = false
            """;

    private Bare() {}

    static boolean is(Path folder) {
        return Files.isRegularFile(folder.resolve("HEAD"));
    }

    /** Makes one where there is none; all of it or nothing, whenever it is cut off. */
    static void make(Path folder, String head, Filling filling) throws IOException {
        Path draft = folder.resolveSibling(folder.getFileName() + ".new");
        Folders.delete(draft);
        Files.createDirectories(draft.resolve("objects/pack"));
        Files.createDirectories(draft.resolve("objects/info"));
        Files.createDirectories(draft.resolve("refs/heads"));
        Files.writeString(draft.resolve("config"), CONFIG);
        filling.fill(draft);
        Files.writeString(draft.resolve("HEAD"), "ref: " + head + "\n");
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    static void borrow(Path repository, Path from) throws IOException {
        Path objects = repository.resolve("objects");
        Files.writeString(
                objects.resolve("info/alternates"),
                objects.relativize(from.resolve("objects")) + "\n");
    }

    static Repository open(Path folder) throws IOException {
        return new FileRepositoryBuilder().setGitDir(folder.toFile()).setMustExist(true).build();
    }

    /** What a new one begins with. */
    interface Filling {
        void fill(Path draft) throws IOException;
    }
}
