package dev.ratoon.controlplane.start;

import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.StartFailure;
import java.net.BindException;
import org.jspecify.annotations.Nullable;

/** Finds the one sentence in what a failed start threw. */
final class StartTrouble {
    private StartTrouble() {}

    /** A feature that cannot start says so with a StartFailure; the container wraps it. */
    static StartFailure in(Home home, Throwable thrown) {
        Throwable root = thrown;
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof StartFailure failure) {
                return failure;
            }
            if (t instanceof BindException) {
                return new StartFailure(
                        "Another program took the port while Ratoon started.",
                        "Choose another: ./ratoon up --port PORT",
                        thrown);
            }
            root = t;
        }
        return new StartFailure(
                "Ratoon could not start: " + root + ".",
                "The log has more: " + home.logFile(),
                thrown);
    }
}
