package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxOrder.Address;
import java.util.List;

/**
 * What a sandbox must reach, and what it must not, beside what the canary knows by itself: the API
 * server, the kubelet, resolvers, the metadata address, this process and other pods.
 *
 * @param open the control plane and its gateways, as in the order of a sandbox
 * @param shut further ones that nobody reaches: one of the internet, the database
 */
public record Addresses(List<Address> open, List<Address> shut) {
    public Addresses {
        open = List.copyOf(open);
        shut = List.copyOf(shut);
    }
}
