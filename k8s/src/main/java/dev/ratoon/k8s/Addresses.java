package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxOrder.Address;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a sandbox must reach, and what it must not, beside what the canary knows by itself: the API
 * server, the kubelet, resolvers, the metadata address, this process and other pods.
 *
 * @param open the control plane and its gateways, as in the order of a sandbox
 * @param shut by what each is called in a sentence, such as "the database"
 * @param fromHere whether this process, too, must not come into a pod: false for one that runs on
 *     the cluster's only node, which every policy lets in
 */
public record Addresses(List<Address> open, Map<String, Address> shut, boolean fromHere) {
    /** Answers nearly everywhere where there is an internet at all. */
    public static final Address INTERNET = new Address("1.1.1.1", 443);

    public Addresses {
        open = List.copyOf(open);
        shut = Map.copyOf(shut);
    }

    /**
     * Of a control plane inside the cluster.
     *
     * @param internet somebody outside whose port is open; {@link #INTERNET} for one
     */
    public static Addresses of(
            Collection<Address> gateways, Map<String, Address> shut, Address internet) {
        Map<String, Address> all = new TreeMap<>(shut);
        all.put("the internet", internet);
        return new Addresses(List.copyOf(gateways), all, true);
    }
}
