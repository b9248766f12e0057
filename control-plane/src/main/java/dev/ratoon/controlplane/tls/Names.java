package dev.ratoon.controlplane.tls;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a machine is called.
 *
 * @param wanted what was asked for by {@code --host} and must be certified; empty for "all"
 * @param dns host names, in lower case
 * @param addresses without scope
 */
record Names(Set<String> wanted, Set<String> dns, Set<InetAddress> addresses) {
    private static final Pattern DNS_NAME = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");

    Names {
        wanted = Set.copyOf(wanted);
        dns = Set.copyOf(dns);
        addresses = Set.copyOf(addresses);
    }

    static Names of(String host, InetAddress resolved) {
        var dns = new LinkedHashSet<String>();
        dns.add("localhost");
        var addresses = new LinkedHashSet<InetAddress>();
        addresses.add(resolved);
        try {
            InetAddress self = InetAddress.getLocalHost();
            addName(dns, self.getHostName());
            addName(dns, self.getHostName() + ".local");
            addName(dns, self.getCanonicalHostName());
        } catch (UnknownHostException e) {
            // A machine without a name in its own resolver: its addresses have to do.
        }
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .forEach(addresses::add);
        } catch (SocketException e) {
            addresses.add(InetAddress.getLoopbackAddress());
        }
        boolean isName = !isAddress(host);
        if (isName) {
            addName(dns, host);
        }
        Set<String> wanted =
                resolved.isAnyLocalAddress()
                        ? Set.of()
                        : Set.of(
                                isName ? host.toLowerCase(Locale.ROOT) : resolved.getHostAddress());
        return new Names(wanted, dns, usable(addresses));
    }

    private static Set<InetAddress> usable(Collection<InetAddress> addresses) {
        var usable = new LinkedHashSet<InetAddress>();
        for (InetAddress address : addresses) {
            if (!address.isAnyLocalAddress()) {
                usable.add(withoutScope(address));
            }
        }
        return usable;
    }

    private static InetAddress withoutScope(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    private static boolean isAddress(String host) {
        return host.contains(":") || host.matches("[0-9.]+");
    }

    private static void addName(Set<String> dns, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (DNS_NAME.matcher(lower).matches() && !isAddress(lower)) {
            dns.add(lower);
        }
    }
}
