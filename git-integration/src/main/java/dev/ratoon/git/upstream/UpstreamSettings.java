package dev.ratoon.git.upstream;

import dev.ratoon.git.Network;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * How far we go for a repository.
 *
 * @param connectTimeout for a connection to a host, its TLS included
 * @param stallTimeout how long a host may stand still in the middle; by which it may be slow, too
 * @param privateHosts names of hosts that may have addresses which are refused otherwise
 * @param refusedNetworks addresses to refuse besides the private ones: the cluster's own
 * @param tls whom to trust as a host
 */
public record UpstreamSettings(
        Duration connectTimeout,
        Duration stallTimeout,
        Set<String> privateHosts,
        List<Network> refusedNetworks,
        SSLContext tls) {
    public UpstreamSettings {
        privateHosts = Set.copyOf(privateHosts);
        refusedNetworks = List.copyOf(refusedNetworks);
    }

    public static UpstreamSettings defaults() {
        return new UpstreamSettings(
                Duration.ofSeconds(10), Duration.ofMinutes(2), Set.of(), List.of(), usualTrust());
    }

    /** For a host of one's own, in one's own network. */
    public UpstreamSettings withPrivateHosts(Set<String> hosts, SSLContext trust) {
        return new UpstreamSettings(connectTimeout, stallTimeout, hosts, refusedNetworks, trust);
    }

    public UpstreamSettings withRefusedNetworks(List<Network> others) {
        return new UpstreamSettings(connectTimeout, stallTimeout, privateHosts, others, tls);
    }

    public UpstreamSettings withTimeouts(Duration connect, Duration stall) {
        return new UpstreamSettings(connect, stall, privateHosts, refusedNetworks, tls);
    }

    private static SSLContext usualTrust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }
}
