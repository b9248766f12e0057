package dev.ratoon.environments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One command, run to its end or killed with all that it started. Blocks the calling thread. */
record Trial(boolean ended, int exit, String output, String complaint) {
    static Trial run(List<String> command, Duration bound) {
        try {
            var builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
            builder.environment().clear();
            builder.environment().put("PATH", "/usr/sbin:/sbin:/usr/bin:/bin");
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().close();
            // What a trial prints fits into a pipe, so it can be read when all is over.
            boolean ended = process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return new Trial(false, -1, "", "no answer within " + bound.toMillis() + " ms");
            }
            return new Trial(
                    true,
                    process.exitValue(),
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                    new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Trial(false, -1, "", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Trial(false, -1, "", "interrupted");
        }
    }

    boolean succeeded() {
        return ended && exit == 0;
    }

    String firstComplaint() {
        return complaint.lines().filter(line -> !line.isBlank()).findFirst().orElse("exit " + exit);
    }
}
