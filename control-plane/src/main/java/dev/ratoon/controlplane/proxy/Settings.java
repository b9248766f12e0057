package dev.ratoon.controlplane.proxy;

import java.net.InetSocketAddress;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * How far the proxy goes.
 *
 * @param at where it listens; port 0 takes any that is free
 * @param ofOne connections of one agent at once
 * @param lookups names of one agent that are looked up in a minute
 * @param bytes of one agent each way in an hour
 * @param registryBytes that one agent may read from registries in a day
 * @param idle after which a connection on which nothing moves is closed
 * @param longest after which any is closed
 * @param toAsk until a request, and the beginning of TLS, must be there
 * @param tls whom to trust as a registry
 */
public record Settings(
        InetSocketAddress at,
        int ofOne,
        int lookups,
        long bytes,
        long registryBytes,
        Duration idle,
        Duration longest,
        Duration toAsk,
        SSLContext tls) {
    /** Of all agents together. */
    static final int CONNECTIONS = 2_000;

    public static final Duration TO_ASK = Duration.ofSeconds(20);
    static final Duration TO_CONNECT = Duration.ofSeconds(10);
    static final Duration TO_LOOK_UP = Duration.ofSeconds(5);
}
