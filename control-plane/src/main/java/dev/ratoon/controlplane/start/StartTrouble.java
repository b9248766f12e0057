package dev.ratoon.controlplane.start;

import dev.ratoon.controlplane.home.DiskRoom;
import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.problem.FullDisk;
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
            if (FullDisk.is(t)) {
                return new StartFailure(
                        "The disk that holds %s is full%s: Ratoon could not start (%s)."
                                .formatted(
                                        home.path(),
                                        DiskRoom.of(home.path()).inWords(),
                                        t.getMessage()),
                        "Make room there, then: ./ratoon up. Nothing that was acknowledged is lost",
                        thrown);
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
