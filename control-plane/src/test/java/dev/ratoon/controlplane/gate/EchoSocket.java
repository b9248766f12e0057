package dev.ratoon.controlplane.gate;

import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;

/** A WebSocket to knock at, in tests only. */
@WebSocket(path = "/api/test/echo")
public class EchoSocket {
    @OnTextMessage
    String echo(String text) {
        return text;
    }

    /** Another one, for tickets that are not for it. */
    @WebSocket(path = "/api/test/other")
    public static class Other {
        @OnTextMessage
        String echo(String text) {
            return text;
        }
    }
}
