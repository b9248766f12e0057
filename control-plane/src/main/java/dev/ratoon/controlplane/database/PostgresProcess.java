package dev.ratoon.controlplane.database;

import dev.ratoon.controlplane.basis.Machine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A running postmaster. One platform thread starts it, copies its output to the log and lives as
 * long as it does: the kernel's promise to end it with us holds for the thread that started it. One
 * that crashes again and again for want of room is ended.
 */
final class PostgresProcess {
    private final Process process;
    private final Thread thread;
    private volatile boolean stopped;

    private PostgresProcess(Process process, Thread thread) {
        this.process = process;
        this.thread = thread;
    }

    static PostgresProcess start(ProcessBuilder command, BoundedLog log) throws IOException {
        var started = new CompletableFuture<Process>();
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("postgresql")
                        .start(() -> accompany(command, log, started));
        try {
            return new PostgresProcess(started.get(), thread);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void accompany(
            ProcessBuilder command, BoundedLog log, CompletableFuture<Process> started) {
        try {
            Process process = command.start();
            process.getOutputStream().close();
            started.complete(process);
            copy(process, log);
            process.waitFor();
        } catch (IOException e) {
            started.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Process process, BoundedLog log) throws IOException {
        var crashes = new Crashes(Machine.clock());
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.append(line);
                if (crashes.areEnoughWith(line)) {
                    Signals.send("QUIT", process.pid());
                }
            }
        }
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Nothing runs if it was stopped. */
    void whenItEndsByItself(Runnable then) {
        Thread.ofVirtual().start(() -> afterItsEnd(then));
    }

    private void afterItsEnd(Runnable then) {
        try {
            thread.join();
            if (!stopped) {
                then.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A fast shutdown: open transactions are rolled back, the files are left as a clean stop. */
    void stop() {
        stopped = true;
        if (!alive()) {
            // Its number may be somebody else's by now.
            awaitEnd();
            return;
        }
        Signals.send("INT", process.pid());
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                Signals.send("QUIT", process.pid());
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
            thread.join(5_000);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** After its end: its last lines are in the log. */
    void awaitEnd() {
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
