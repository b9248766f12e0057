package dev.ratoon.environments.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Removes trees in which hostile code has written: links that lead elsewhere, directories that
 * nobody may enter, a depth that no recursion survives. The system's own rm follows no link, works
 * from directory to directory and leaves other file systems alone; a second go opens what is
 * closed.
 */
final class Removal {
    private Removal() {}

    static void of(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        SystemProgram.run("rm", "-rf", "--one-file-system", "--", tree.toString());
        if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            SystemProgram.run("chmod", "-R", "u+rwx", "--", tree.toString());
            SystemProgram.run("rm", "-rf", "--one-file-system", "--", tree.toString());
        }
        if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("could not be removed: " + tree);
        }
    }
}
