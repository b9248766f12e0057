package dev.ratoon.k8s.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of this repository. What it says is said on as it comes, for it may take its time. */
record Script(List<String> command) {
    static final Path ROOT =
            Path.of(System.getProperty("ratoon.root", "..")).toAbsolutePath().normalize();

    static Script of(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(ROOT.resolve(program).toString());
        command.addAll(arguments);
        return new Script(command);
    }

    /** Its lines. */
    List<String> run() {
        List<String> lines = new ArrayList<>();
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    System.err.println(line);
                    lines.add(line);
                }
            }
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException(
                        String.join(" ", command)
                                + " ended with exit code "
                                + code
                                + ": "
                                + String.join("\n", lines));
            }
            return lines;
        } catch (IOException e) {
            throw new IllegalStateException(String.join(" ", command) + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
