package dev.ratoon.environments.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
        run("rm", "-rf", "--one-file-system", "--", tree.toString());
        if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            run("chmod", "-R", "u+rwx", "--", tree.toString());
            run("rm", "-rf", "--one-file-system", "--", tree.toString());
        }
        if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("could not be removed: " + tree);
        }
    }

    private static void run(String program, String... arguments) throws IOException {
        var line = new ArrayList<>(List.of("/usr/bin/env", "-i", "PATH=/usr/bin:/bin", program));
        line.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(line)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        process.getOutputStream().close();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while removing", e);
        }
    }
}
