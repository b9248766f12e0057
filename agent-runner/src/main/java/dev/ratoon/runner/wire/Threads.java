package dev.ratoon.runner.wire;

import java.io.IOException;

/** Starts threads whose end by interruption or by a closed socket is an ordinary end. */
public final class Threads {
    private static final int SMALL_STACK = 256 << 10;

    private Threads() {}

    /** Blocking work that ends with what it works on. */
    public interface Work {
        void run() throws IOException, InterruptedException;
    }

    public static Thread virtual(String name, Work work) {
        return Thread.ofVirtual().name(name).start(() -> run(name, work));
    }

    /**
     * For what waits in the kernel where a virtual thread would hold its carrier: pipes of
     * processes, native calls.
     */
    public static Thread platform(String name, Work work) {
        return Thread.ofPlatform()
                .daemon()
                .name(name)
                .stackSize(SMALL_STACK)
                .start(() -> run(name, work));
    }

    private static void run(String name, Work work) {
        try {
            work.run();
        } catch (IOException e) {
            Account.detail(name + " ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            Account.say(name + " failed: " + e + " at " + firstOf(e.getStackTrace()));
        }
    }

    private static String firstOf(StackTraceElement[] trace) {
        return trace.length == 0 ? "?" : trace[0].toString();
    }
}
