package dev.ratoon.controlplane.proxy;

import java.util.UUID;

/** Hears what became of ways out. Quick: it is told in the middle of things. */
public interface Notes {
    void refused(UUID agent, String host, int port, Rule rule, String words);

    /** A connection has ended. */
    void used(UUID agent, String host, int port, long sent, long received);
}
