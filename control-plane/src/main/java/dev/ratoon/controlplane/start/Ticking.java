package dev.ratoon.controlplane.start;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Says on a terminal, once a second, that a start is under way: a first one makes a database. Ends
 * before anything else is said. Threads: one of its own; whoever ends it waits for no more than a
 * line of it.
 */
final class Ticking implements AutoCloseable {
    private static final String LINE_AGAIN = "\r\u001b[K";

    private final CountDownLatch end = new CountDownLatch(1);
    private final PrintStream terminal;
    private int seconds;

    private Ticking(PrintStream terminal) {
        this.terminal = terminal;
    }

    /** The launcher knows what the standard error is. */
    static Ticking begin() {
        var ticking = new Ticking(System.err);
        if (Boolean.getBoolean("started.terminal")) {
            Thread.ofPlatform().daemon().name("ticking").start(ticking::tick);
        }
        return ticking;
    }

    private void tick() {
        try {
            while (!end.await(1, TimeUnit.SECONDS)) {
                say();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void say() {
        if (end.getCount() > 0) {
            seconds++;
            terminal.print(LINE_AGAIN + "Starting (" + seconds + " s)");
            terminal.flush();
        }
    }

    @Override
    public synchronized void close() {
        end.countDown();
        if (seconds > 0) {
            terminal.print(LINE_AGAIN);
            terminal.flush();
            seconds = 0;
        }
    }
}
