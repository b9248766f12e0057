package dev.ratoon.git.sample;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.store.Folders;
import dev.ratoon.git.upstream.NoMachineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/** A repository with a work tree, of one commit on {@code main}. */
public final class SampleRepository {
    private static final String NAME = "Ratoon";
    private static final String ADDRESS = "ratoon@localhost";

    private SampleRepository() {}

    /**
     * Makes it where there is nothing.
     *
     * @param files their texts, by name
     * @return whether it was made now
     */
    public static boolean make(Path folder, Map<String, String> files, String message, Instant at) {
        if (Files.exists(folder, NOFOLLOW_LINKS)) {
            return false;
        }
        Path draft = folder.resolveSibling(folder.getFileName() + ".new");
        try {
            Files.createDirectories(Objects.requireNonNull(folder.getParent(), "not a root"));
            Folders.delete(draft);
            Files.createDirectory(draft);
            for (var file : files.entrySet()) {
                Files.writeString(draft.resolve(file.getKey()), file.getValue());
            }
            commit(draft, message, at);
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException | GitAPIException e) {
            throw GitTrouble.internal(
                    "A sample repository cannot be made in %s (%s): let the user that runs Ratoon write there."
                            .formatted(folder, e.getMessage()),
                    e);
        }
    }

    private static void commit(Path draft, String message, Instant at) throws GitAPIException {
        NoMachineConfig.install();
        var who = new PersonIdent(NAME, ADDRESS, at, ZoneOffset.UTC);
        try (Git git = Git.init().setDirectory(draft.toFile()).setInitialBranch("main").call()) {
            git.add().addFilepattern(".").call();
            git.commit()
                    .setMessage(message)
                    .setAuthor(who)
                    .setCommitter(who)
                    .setNoVerify(true)
                    .setSign(false)
                    .call();
        }
    }
}
