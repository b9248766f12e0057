package dev.ratoon.controlplane.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL that an earlier start left on our data directory. We hold the home's lock, so it
 * serves nobody and is ended. A process is ours only if it is called postgres and works in exactly
 * that directory; a number in a file proves nothing, for numbers are used again.
 */
final class Orphan {
    private Orphan() {}

    static void end(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        Path directory = data.toRealPath();
        List<ProcessHandle> left = holding(directory, pidFile);
        if (!left.isEmpty()) {
            postmaster(pidFile)
                    .filter(left::contains)
                    .ifPresent(handle -> Signals.send("INT", handle.pid()));
            if (!ended(left, 10)) {
                holding(directory, pidFile).forEach(ProcessHandle::destroyForcibly);
                ended(left, 10);
            }
        }
        // Nobody works there. The file could name a process that has taken over the number, and
        // PostgreSQL would then refuse to start.
        Files.deleteIfExists(pidFile);
    }

    private static List<ProcessHandle> holding(Path directory, Path pidFile) throws IOException {
        if (Files.isDirectory(Path.of("/proc/self"))) {
            return ProcessHandle.allProcesses()
                    .filter(Orphan::isPostgres)
                    .filter(handle -> worksIn(handle, directory))
                    .toList();
        }
        return postmaster(pidFile).filter(Orphan::isPostgres).stream().toList();
    }

    private static Optional<ProcessHandle> postmaster(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        String first = Files.readString(pidFile).lines().findFirst().orElse("").strip();
        return first.matches("\\d{1,18}")
                ? ProcessHandle.of(Long.parseLong(first))
                : Optional.empty();
    }

    private static boolean isPostgres(ProcessHandle handle) {
        return handle.info()
                .command()
                .map(command -> command.replace(" (deleted)", "").endsWith("/postgres"))
                .orElse(false);
    }

    private static boolean worksIn(ProcessHandle handle, Path directory) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + handle.pid() + "/cwd"))
                    .equals(directory);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean ended(List<ProcessHandle> handles, int seconds) {
        var all =
                CompletableFuture.allOf(
                        handles.stream()
                                .map(ProcessHandle::onExit)
                                .toArray(CompletableFuture[]::new));
        try {
            all.get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
