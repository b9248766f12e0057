package dev.ratoon.git.gateway;

import java.time.Duration;

/**
 * Bounds what nobody is known for yet: connections whose request does not come. The JDK's server
 * takes these bounds from properties of the process, and has none otherwise; so they hold for each
 * gateway of it. Small pieces of an answer are sent at once, too.
 */
public final class SlowRequests {
    public static final int CONNECTIONS = 1_000;

    private static final Duration TO_ASK = Duration.ofMinutes(10);

    /**
     * How much of a request is still read once it is answered, so that its client comes to hear the
     * answer: closing with more on its way would lose it. More than all sockets in between hold.
     */
    private static final long LEFT_OVER = 64 << 20;

    private SlowRequests() {}

    /** To be said before the first server is made. */
    public static void bound() {
        bound(TO_ASK, CONNECTIONS);
    }

    /**
     * The first one to say it in a process is the one that counts.
     *
     * @param toAsk from a request's first byte to the last one of its body
     * @param connections that are held at once
     */
    static void bound(Duration toAsk, int connections) {
        set("sun.net.httpserver.maxReqTime", Long.toString(toAsk.toSeconds()));
        set("jdk.httpserver.maxConnections", Integer.toString(connections));
        set("sun.net.httpserver.nodelay", "true");
        set("sun.net.httpserver.drainAmount", Long.toString(LEFT_OVER));
    }

    private static void set(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
