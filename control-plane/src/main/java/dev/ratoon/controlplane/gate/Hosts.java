package dev.ratoon.controlplane.gate;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which names are ours. A page of another site that makes its own name resolve to this machine (DNS
 * rebinding) still has to send that name.
 */
record Hosts(Set<String> allowed) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * @param localAddress the address that the connection came in on: a page cannot rebind an
     *     address, only a name
     */
    boolean isOurs(@Nullable String host, @Nullable String localAddress) {
        String name = nameOf(host);
        return name != null
                && (LOOPBACK.contains(name)
                        || allowed.contains(name)
                        || name.equals(bracketed(localAddress)));
    }

    static boolean isLoopback(@Nullable String host) {
        String name = nameOf(host);
        return name != null && LOOPBACK.contains(name);
    }

    /** Without the port, in lower case; null for what is no host at all. */
    private static @Nullable String nameOf(@Nullable String host) {
        if (host == null || host.isEmpty()) {
            return null;
        }
        int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
        if (end == 0) {
            return null;
        }
        String port = end < 0 ? "" : host.substring(end);
        return port.isEmpty() || port.matches(":[0-9]{1,5}")
                ? (end < 0 ? host : host.substring(0, end)).toLowerCase(Locale.ROOT)
                : null;
    }

    private static @Nullable String bracketed(@Nullable String address) {
        return address != null && address.contains(":") ? "[" + address + "]" : address;
    }
}
