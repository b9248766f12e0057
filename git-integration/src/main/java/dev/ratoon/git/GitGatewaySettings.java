package dev.ratoon.git;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * How the gateway listens and how far it goes.
 *
 * @param port of 127.0.0.1; 0 for any
 * @param connectTimeout for a connection to a host, its TLS included
 * @param stallTimeout how long either side may stand still in the middle
 * @param drain how long what is under way may go on after close
 * @param atOnce how many requests are served at once; further ones are refused
 * @param atOnceOfOne how many of them one sandbox may have
 * @param largestRequest the most bytes of one request, also after unpacking
 * @param privateHosts names of hosts that may have addresses which are refused otherwise
 * @param refusedNetworks addresses to refuse besides the private ones: the cluster's own
 * @param tls whom to trust as a host
 */
public record GitGatewaySettings(
        int port,
        Duration connectTimeout,
        Duration stallTimeout,
        Duration drain,
        int atOnce,
        int atOnceOfOne,
        long largestRequest,
        Set<String> privateHosts,
        List<Network> refusedNetworks,
        SSLContext tls) {
    public GitGatewaySettings {
        privateHosts = Set.copyOf(privateHosts);
        refusedNetworks = List.copyOf(refusedNetworks);
    }

    public static GitGatewaySettings defaults() {
        return new GitGatewaySettings(
                0,
                Duration.ofSeconds(10),
                Duration.ofMinutes(2),
                Duration.ofSeconds(10),
                64,
                6,
                32L << 20,
                Set.of(),
                List.of(),
                usualTrust());
    }

    public GitGatewaySettings withPort(int other) {
        return new GitGatewaySettings(
                other,
                connectTimeout,
                stallTimeout,
                drain,
                atOnce,
                atOnceOfOne,
                largestRequest,
                privateHosts,
                refusedNetworks,
                tls);
    }

    public GitGatewaySettings withRefusedNetworks(List<Network> others) {
        return new GitGatewaySettings(
                port,
                connectTimeout,
                stallTimeout,
                drain,
                atOnce,
                atOnceOfOne,
                largestRequest,
                privateHosts,
                others,
                tls);
    }

    /** For a host of one's own, in one's own network. */
    public GitGatewaySettings withPrivateHosts(Set<String> hosts, SSLContext trust) {
        return new GitGatewaySettings(
                port,
                connectTimeout,
                stallTimeout,
                drain,
                atOnce,
                atOnceOfOne,
                largestRequest,
                hosts,
                refusedNetworks,
                trust);
    }

    public GitGatewaySettings withTimeouts(Duration connect, Duration stall, Duration draining) {
        return new GitGatewaySettings(
                port,
                connect,
                stall,
                draining,
                atOnce,
                atOnceOfOne,
                largestRequest,
                privateHosts,
                refusedNetworks,
                tls);
    }

    public GitGatewaySettings withDrain(Duration other) {
        return withTimeouts(connectTimeout, stallTimeout, other);
    }

    public GitGatewaySettings withLimits(int requests, int ofOne, long bytes) {
        return new GitGatewaySettings(
                port,
                connectTimeout,
                stallTimeout,
                drain,
                requests,
                ofOne,
                bytes,
                privateHosts,
                refusedNetworks,
                tls);
    }

    private static SSLContext usualTrust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }
}
