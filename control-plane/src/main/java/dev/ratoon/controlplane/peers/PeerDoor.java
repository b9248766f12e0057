package dev.ratoon.controlplane.peers;

import dev.ratoon.controlplane.sockets.Socket;

/** What other processes may ask of this one, and never pass on: one hop. */
public interface PeerDoor {
    String name();

    /** On a virtual thread of its own; the connection is closed when it returns. */
    void enter(Socket peer) throws InterruptedException;
}
