package dev.ratoon.runner.websocket;

import java.io.IOException;

/** The server answered the handshake with something else than a WebSocket. */
public final class UpgradeRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    UpgradeRefused(int status, String line) {
        super("the server answered: " + line);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
