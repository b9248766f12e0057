package dev.ratoon.controlplane.runners;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Connections of which nobody knows yet whose they are. Each has a while to say it, and of too many
 * the oldest goes: a runner needs milliseconds, so whoever only stands there keeps none of them
 * out. Safe for many threads.
 */
final class Callers {
    /** More than the runners that come at once after a restart. */
    static final int MOST = 2000;

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SequencedSet<HttpConnection> unknown = new LinkedHashSet<>();
    private final Vertx vertx;

    Callers(Vertx vertx) {
        this.vertx = vertx;
    }

    void came(HttpConnection caller) {
        long timer = vertx.setTimer(PATIENCE.toMillis(), _ -> turnAway(caller));
        caller.closeHandler(
                _ -> {
                    vertx.cancelTimer(timer);
                    left(caller);
                });
        HttpConnection tooMany = add(caller);
        if (tooMany != null) {
            tooMany.close();
        }
    }

    /** It is known from here on, or gone. */
    synchronized boolean left(HttpConnection caller) {
        return unknown.remove(caller);
    }

    private synchronized @Nullable HttpConnection add(HttpConnection caller) {
        unknown.add(caller);
        return unknown.size() > MOST ? unknown.removeFirst() : null;
    }

    private void turnAway(HttpConnection caller) {
        if (left(caller)) {
            caller.close();
        }
    }
}
