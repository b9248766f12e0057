package dev.ratoon.controlplane.proxy;

import dev.ratoon.git.AddressRules;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/** Which addresses may be dialled for which host. */
public interface Addresses {
    /** What it is that may not be dialled; empty when it may. */
    Optional<String> refusal(String host, InetAddress address);

    /**
     * Public ones, and private ones for hosts that the operator has named; never one of this
     * machine, on which the control plane listens itself.
     */
    static Addresses publicAnd(Set<String> privateHosts, AddressRules rules) {
        return (host, address) ->
                privateHosts.contains(host) && rules.isPrivate(address)
                        ? Optional.empty()
                        : rules.refusal(address);
    }
}
