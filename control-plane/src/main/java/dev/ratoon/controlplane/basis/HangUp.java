package dev.ratoon.controlplane.basis;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Breaks the connection of whoever takes nothing more. Vert.x itself closes one only when all has
 * been taken that was written to it: of such a reader that is never.
 */
public final class HangUp {
    private HangUp() {}

    /** Of HTTP/1, which is all that is spoken here: the connection has no other request. */
    public static Runnable on(HttpServerRequest request) {
        var connection = (ConnectionBase) request.connection();
        return () -> {
            var _ = connection.channelHandlerContext().close();
        };
    }
}
