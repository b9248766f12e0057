package dev.ratoon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One {@code ./ratoon} as a process: the leader of a session of its own, as under a terminal. */
record Launched(Process process, Path out, Path err) {
    /** Generous: without AOT caches, on a busy machine, with a database to be made. */
    private static final Duration BOUND = Duration.ofSeconds(90);

    /** How it ended, and what it said. */
    record End(int exit, String out, String err) {
        @Override
        public String toString() {
            return "exit " + exit + "\n--- out\n" + out + "--- err\n" + err;
        }
    }

    /** Waits until it has said this; an early end is a failure. */
    String says(String text) throws Exception {
        return says(said -> said.contains(text), text);
    }

    private String says(Predicate<String> enough, String what) throws Exception {
        Instant end = Instant.now().plus(BOUND);
        while (Instant.now().isBefore(end)) {
            boolean ended = process.waitFor(50, TimeUnit.MILLISECONDS);
            String said = Files.readString(out);
            if (enough.test(said)) {
                return said;
            }
            if (ended) {
                throw new AssertionError("It ended without saying '" + what + "': " + end());
            }
        }
        kill("KILL");
        throw new AssertionError("It never said '" + what + "': " + end());
    }

    /** Sends a signal to the process group, as a terminal does. */
    void kill(String signal) throws Exception {
        new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " -" + process.pid())
                .start()
                .waitFor();
    }

    End end() throws Exception {
        if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
            kill("KILL");
            process.waitFor();
            throw new AssertionError("It did not end. " + said(-1));
        }
        return said(process.exitValue());
    }

    private End said(int exit) throws IOException {
        return new End(exit, Files.readString(out), Files.readString(err));
    }
}
