package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxOrder.Address;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * One address that the canary tries. Pure.
 *
 * @param called as it stands in a sentence
 * @param open whether it must be reached; else it must not
 */
record Tried(String called, String protocol, Address address, boolean open) {
    /** Where every cloud tells who asks what its machine may do. */
    private static final Address METADATA = new Address("169.254.169.254", 80);

    /** Where a node's own resolver answers, by custom. */
    private static final String NODE_RESOLVER = "169.254.20.10";

    private static final int NAMES = 53;
    private static final List<Integer> KUBELET = List.of(10_250, 10_255);

    static final int NEIGHBOUR_PORT = 7099;

    /**
     * What is known of where this process is.
     *
     * @param server where the API server answers
     * @param own where this process lets in everybody, on a port that no policy names
     * @param resolvers that this process asks for names
     * @param node of a pod of the namespace
     * @param neighbour another pod of the namespace
     */
    record Known(
            Address server, Address own, List<String> resolvers, String node, String neighbour) {}

    static List<Tried> all(Addresses addresses, PodSettings settings, Known known) {
        var all = new ArrayList<Tried>();
        for (Address each : addresses.open()) {
            Address reached = new Address(settings.reached().orElse(each.host()), each.port());
            all.add(new Tried("the control plane", "tcp", reached, true));
        }
        all.add(shut("the API server", known.server()));
        all.add(shut("a port of the control plane that is no gateway", known.own()));
        all.add(
                shut(
                        "another pod of the namespace",
                        new Address(known.neighbour(), NEIGHBOUR_PORT)));
        KUBELET.forEach(
                port -> all.add(shut("the kubelet of a node", new Address(known.node(), port))));
        all.add(shut("the metadata of the cloud", METADATA));
        Stream.concat(known.resolvers().stream(), Stream.of(NODE_RESOLVER))
                .map(host -> new Address(host, NAMES))
                .forEach(
                        address -> {
                            all.add(shut("a resolver of names", address));
                            all.add(new Tried("a resolver of names", "udp", address, false));
                        });
        addresses.shut().forEach(each -> all.add(shut("what the configuration forbids", each)));
        return List.copyOf(new LinkedHashSet<>(all));
    }

    private static Tried shut(String called, Address address) {
        return new Tried(called, "tcp", address, false);
    }

    /** As the program in the pod reads it. */
    String word() {
        return (open ? "open=" : "shut=") + protocol + ":" + address.host() + ":" + address.port();
    }

    /** As people read it. */
    String words() {
        return called + " (" + address.host() + ":" + address.port() + ", " + protocol + ")";
    }

    /** The resolvers of {@code /etc/resolv.conf} that a pod could ask as well. */
    static List<String> resolvers(String file) {
        return file.lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > 1 && words[0].equals("nameserver"))
                .map(words -> words[1])
                .filter(host -> !host.startsWith("127.") && !host.equals("::1"))
                .limit(3)
                .toList();
    }
}
