package dev.ratoon.controlplane.operations;

import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.core.http.HttpServerRequest;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jboss.logging.Logger;

/**
 * A request that became a WebSocket. The library counts it among those under way until its answer
 * ends, which it never does: each end would wait for its whole grace. It offers no way to say so.
 */
public final class Upgraded {
    private static final Logger LOG = Logger.getLogger(Upgraded.class);

    private Upgraded() {}

    /** From now on whoever serves it sees to its end. */
    public static void isNoLongerAwaited(HttpServerRequest request) {
        try {
            MethodHandle done =
                    MethodHandles.privateLookupIn(
                                    QuarkusRequestWrapper.class, MethodHandles.lookup())
                            .findVirtual(
                                    QuarkusRequestWrapper.class,
                                    "done",
                                    MethodType.methodType(void.class));
            done.invoke(QuarkusRequestWrapper.get(request));
        } catch (Throwable e) {
            LOG.warn("At its end Ratoon will wait in vain for a command that was run", e);
        }
    }
}
