package dev.ratoon.controlplane.sockets;

import java.io.IOException;

/** The other side is gone. */
public final class SocketClosed extends IOException {
    private static final long serialVersionUID = 1L;

    SocketClosed(String why) {
        super(why);
    }
}
