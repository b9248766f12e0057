package dev.ratoon.git.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How the gateway listens, and how much it takes.
 *
 * @param at where it listens; port 0 takes any that is free
 * @param stallTimeout how long a client may stand still in the middle
 * @param drain how long what is under way may go on after close
 * @param atOnce how many requests are served at once; further ones are refused
 * @param atOnceOfOne how many of them one sandbox may have
 * @param largestRequest the most bytes of one request that is no push, also after unpacking
 */
public record GitGatewaySettings(
        InetSocketAddress at,
        Duration stallTimeout,
        Duration drain,
        int atOnce,
        int atOnceOfOne,
        long largestRequest) {
    public static GitGatewaySettings defaults() {
        return new GitGatewaySettings(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
                Duration.ofMinutes(2),
                Duration.ofSeconds(10),
                64,
                6,
                32L << 20);
    }

    public GitGatewaySettings withAddress(InetSocketAddress other) {
        return new GitGatewaySettings(
                other, stallTimeout, drain, atOnce, atOnceOfOne, largestRequest);
    }

    public GitGatewaySettings withTimeouts(Duration stall, Duration draining) {
        return new GitGatewaySettings(at, stall, draining, atOnce, atOnceOfOne, largestRequest);
    }

    public GitGatewaySettings withDrain(Duration other) {
        return withTimeouts(stallTimeout, other);
    }

    public GitGatewaySettings withLimits(int requests, int ofOne, long bytes) {
        return new GitGatewaySettings(at, stallTimeout, drain, requests, ofOne, bytes);
    }
}
