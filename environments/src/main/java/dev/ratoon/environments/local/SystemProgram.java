package dev.ratoon.environments.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs a program of the system's for this process, with nothing of its environment. */
final class SystemProgram {
    private SystemProgram() {}

    static int run(String program, String... arguments) throws IOException {
        var line = new ArrayList<>(List.of("/usr/bin/env", "-i", "PATH=/usr/bin:/bin", program));
        line.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(line)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        process.getOutputStream().close();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + program, e);
        }
    }
}
