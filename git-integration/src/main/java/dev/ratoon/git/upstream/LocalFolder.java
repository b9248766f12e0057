package dev.ratoon.git.upstream;

import static org.eclipse.jgit.lib.Constants.DOT_GIT;
import static org.eclipse.jgit.lib.Constants.HEAD;

import dev.ratoon.git.GitTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Opens a folder of this machine: bare, with a work tree, or a linked work tree. */
final class LocalFolder {
    private LocalFolder() {}

    /** Whether a work tree of it stands on the branch, given by its full name. */
    static boolean isCheckedOut(Path folder, String branch) {
        try (Repository repository = open(folder)) {
            Path common = repository.getCommonDirectory().toPath();
            List<Path> heads = new ArrayList<>();
            if (!repository.isBare()) {
                heads.add(common.resolve(HEAD));
            }
            Path others = common.resolve("worktrees");
            if (Files.isDirectory(others)) {
                try (Stream<Path> all = Files.list(others)) {
                    all.map(one -> one.resolve(HEAD)).forEach(heads::add);
                }
            }
            for (Path head : heads) {
                if (Files.isRegularFile(head)
                        && Files.readString(head).strip().equals("ref: " + branch)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw GitTrouble.user(
                    "The repository in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    static Repository open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw GitTrouble.user("There is no folder " + folder + " on Ratoon's machine.");
        }
        var builder = new FileRepositoryBuilder().setMustExist(true);
        Path inside = folder.resolve(DOT_GIT);
        if (Files.isRegularFile(inside)) {
            builder.setWorkTree(folder.toFile()); // a linked work tree: the file names the rest
        } else {
            builder.setGitDir((Files.isDirectory(inside) ? inside : folder).toFile());
        }
        try {
            return builder.build();
        } catch (RepositoryNotFoundException e) {
            throw GitTrouble.user(
                    folder + " is no git repository: run git init there, or name another.", e);
        } catch (IOException | RuntimeException e) {
            throw GitTrouble.user(
                    "The repository in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
