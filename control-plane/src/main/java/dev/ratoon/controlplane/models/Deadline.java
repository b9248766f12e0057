package dev.ratoon.controlplane.models;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long one call may go on, and stand still. Whoever exceeds it is interrupted, which closes the
 * connection that it waits on; but only while it waits on one, never amid other work.
 */
final class Deadline {
    private final Thread thread = Thread.currentThread();
    private boolean waits;
    private long idle;
    private long lastSign;
    private long until;
    private @Nullable String why;

    /** From here on it waits on a connection. */
    synchronized void begin(Duration mostIdle, Duration mostInAll) {
        waits = true;
        why = null;
        idle = mostIdle.toNanos();
        lastSign = System.nanoTime();
        until = lastSign + mostInAll.toNanos();
    }

    /** Something came, or went. */
    synchronized void sign() {
        lastSign = System.nanoTime();
    }

    /** It waits no more, and is not interrupted from now on. */
    synchronized void end() {
        waits = false;
        if (why != null) {
            Thread.interrupted();
        }
    }

    synchronized void look() {
        long now = System.nanoTime();
        if (waits && now - until > 0) {
            cut(
                    "It took too long in all, and so this call was ended. Ask again for less at"
                            + " once; whoever operates Ratoon can let it take longer:"
                            + " ratoon.models.call-timeout");
        } else if (waits && now - lastSign > idle) {
            cut(
                    "Nothing came or went for too long, and so this call was ended. Ask again;"
                            + " whoever operates Ratoon can let it wait longer:"
                            + " ratoon.models.idle-timeout");
        }
    }

    synchronized void cut(String words) {
        if (waits && why == null) {
            why = words;
            thread.interrupt();
        }
    }

    /** Why it was interrupted since it began to wait, if it was. */
    synchronized Optional<String> why() {
        return Optional.ofNullable(why);
    }
}
