package dev.ratoon.runner.websocket;

import java.nio.ByteBuffer;

/** What comes out of a WebSocket. */
public sealed interface Message {
    record Text(String text) implements Message {}

    record Binary(ByteBuffer bytes) implements Message {}

    /** The last one. Code 1006 stands for a connection that broke without a word. */
    record Closed(int code, String reason) implements Message {}
}
