package dev.ratoon.controlplane.hosting;

import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.reconcile.Orders;
import dev.ratoon.environments.SandboxOrder.Address;
import dev.ratoon.k8s.Addresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the canary is to try: our doors, which pods must reach, and what they must not. */
final class PodsReach {
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?<host>[^:/\\s]+|\\[[0-9a-fA-F:]+]):(?<port>[0-9]{1,5})");
    private static final Pattern DATABASE = Pattern.compile("jdbc:postgresql://(?<hosts>[^/?]+).*");
    private static final Pattern ONE_DATABASE =
            Pattern.compile("(?<host>[^:]+|\\[[^]]+])(?::(?<port>[0-9]{1,5}))?");
    private static final int POSTGRESQL = 5432;

    private PodsReach() {}

    /**
     * The addresses.
     *
     * @param reached under which pods find our doors
     * @param outside HOST:PORT
     */
    static Addresses of(
            Collection<Address> doors,
            String reached,
            String jdbcUrl,
            String outside,
            PodsAsked.Names names) {
        List<Address> open = doors.stream().map(each -> new Address(reached, each.port())).toList();
        List<Address> shut = new ArrayList<>(List.of(outside(outside, names)));
        shut.addAll(databases(jdbcUrl, names));
        return new Addresses(open, shut);
    }

    /** All that the driver may come to. */
    private static List<Address> databases(String jdbcUrl, PodsAsked.Names names) {
        Matcher url = DATABASE.matcher(jdbcUrl);
        return url.matches()
                ? Stream.of(url.group("hosts").split(",", -1))
                        .flatMap(each -> database(each, names).stream())
                        .distinct()
                        .toList()
                : List.of();
    }

    /** One of this machine's own loopback is none that a pod could find. */
    private static Optional<Address> database(String asked, PodsAsked.Names names) {
        Matcher parts = ONE_DATABASE.matcher(asked);
        if (parts.matches()) {
            String port = parts.group("port");
            try {
                InetAddress host = names.address(parts.group("host"));
                if (!host.isLoopbackAddress()) {
                    int number = port == null ? POSTGRESQL : Integer.parseInt(port);
                    return Optional.of(new Address(host.getHostAddress(), number));
                }
            } catch (UnknownHostException _) {
                // We reach it by another name of its list, or not at all: then that is told.
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Address outside(String asked, PodsAsked.Names names) {
        Matcher parts = HOST_AND_PORT.matcher(asked);
        if (parts.matches()) {
            try {
                return new Address(
                        names.address(parts.group("host")).getHostAddress(),
                        Integer.parseInt(parts.group("port")));
            } catch (UnknownHostException _) {
                // Told as what is no address at all.
            }
        }
        throw new StartFailure(
                "ratoon.pods.outside is '" + asked + "', which cannot be tried.",
                "Name an address outside of the cluster with a port that is open there, as in"
                        + " ratoon.pods.outside=1.1.1.1:443");
    }

    /** In the order in which they are told. */
    static List<Address> doors(Orders.Doors here) {
        var all = new ArrayList<Address>();
        all.add(here.control());
        all.addAll(new TreeMap<>(here.gateways()).values());
        return all;
    }
}
