package dev.ratoon.controlplane.proxy;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Consumer;

/** Lets in whoever comes. */
final class Door {
    private static final System.Logger LOG = System.getLogger(Door.class.getName());
    static final Duration UNTIL_THERE_IS_ROOM = Duration.ofMillis(50);

    private Door() {}

    /** Until it is closed, or its thread is interrupted. Blocks. */
    static void admit(ServerSocket door, Consumer<Socket> welcome) {
        boolean told = false;
        while (!door.isClosed()) {
            try {
                welcome.accept(door.accept());
                told = false;
            } catch (IOException e) {
                if (door.isClosed()) {
                    return;
                }
                // Too many files are open, most likely: the next one waits until some are closed.
                LOG.log(
                        told ? DEBUG : WARNING,
                        "The egress gateway lets nobody in ("
                                + e.getMessage()
                                + ") and tries again. If too many files are open, let this process"
                                + " open more: ulimit -n");
                told = true;
                try {
                    Thread.sleep(UNTIL_THERE_IS_ROOM);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }
}
