package dev.ratoon.cli;

import java.time.Duration;

/**
 * That something goes on: one line with its seconds, rewritten, and only on a terminal. Threads:
 * one of its own writes until it is closed.
 */
final class Ticking implements AutoCloseable {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Surroundings around;
    private final String what;
    private final Thread thread;
    private boolean shown;

    private Ticking(Surroundings around, String what) {
        this.around = around;
        this.what = what;
        this.thread = Thread.ofVirtual().name("ticking").unstarted(this::tick);
    }

    static Ticking during(Surroundings around, String what) {
        var ticking = new Ticking(around, what);
        if (around.terminal()) {
            ticking.thread.start();
        }
        return ticking;
    }

    private void tick() {
        try {
            for (int seconds = 1; ; seconds++) {
                Thread.sleep(SECOND);
                around.err().print("\r" + what + " (" + seconds + " s)");
                around.err().flush();
                shown = true;
            }
        } catch (InterruptedException e) {
            // It is over.
            return;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (shown) {
            around.err().print("\r" + " ".repeat(what.length() + 12) + "\r");
            around.err().flush();
        }
    }
}
