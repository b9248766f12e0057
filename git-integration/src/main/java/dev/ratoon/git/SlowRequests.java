package dev.ratoon.git;

/**
 * Bounds what nobody is known for yet: connections whose request does not come. The JDK's server
 * takes these bounds from properties of the process, and has none otherwise.
 */
final class SlowRequests {
    /** In seconds, from a request's first byte to the last one of its body. */
    private static final String TO_ASK = "60";

    private static final String CONNECTIONS = "1000";

    private SlowRequests() {}

    static void bound() {
        set("sun.net.httpserver.maxReqTime", TO_ASK);
        set("jdk.httpserver.maxConnections", CONNECTIONS);
    }

    private static void set(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
