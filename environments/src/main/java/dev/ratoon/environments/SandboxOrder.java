package dev.ratoon.environments;

import java.util.Map;

/**
 * Everything that a sandbox is made of.
 *
 * @param firstKey opens the runner's first connection to the control plane; a secret
 * @param control where the control plane answers runners, as seen from the provider's side
 * @param gateways by their word ({@code git}, {@code model}, {@code egress}): where each answers,
 *     as seen from the provider's side
 * @param unconfined whether its owner has typed that it may run without walls
 */
public record SandboxOrder(
        SandboxName name,
        String firstKey,
        Address control,
        Map<String, Address> gateways,
        Size size,
        boolean unconfined) {
    public SandboxOrder {
        gateways = Map.copyOf(gateways);
    }

    /** A TCP address. */
    public record Address(String host, int port) {}

    /** What a sandbox may use at most. */
    public record Size(int memoryMebibytes, int cpuPercent, int processes) {
        public static final Size USUAL = new Size(4096, 200, 1024);
    }

    @Override
    public String toString() {
        return "SandboxOrder[" + name + "]";
    }
}
