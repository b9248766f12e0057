package dev.ratoon.controlplane.proxy;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where somebody wants to go.
 *
 * @param host a name in lower case, or an address as Java writes it
 * @param literal whether it is an address
 */
public record Target(String host, int port, boolean literal) {
    private static final int LONGEST = 253;
    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[^\\[\\]:@/]{1,254})(?::([0-9]{1,5}))?");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?");
    private static final Pattern OCTETS =
            Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})(?:\\.(?!$)|$)){4}");

    /** What an authority like {@code example.org:443} names; empty when it is none. */
    public static Optional<Target> of(String authority, int usualPort) {
        var parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = parts.group(2) == null ? usualPort : Integer.parseInt(parts.group(2));
        String host = parts.group(1);
        if (port < 1 || port > 65_535) {
            return Optional.empty();
        }
        if (host.startsWith("[") || OCTETS.matcher(host).matches()) {
            return literal(host.replaceAll("[\\[\\]]", ""), port);
        }
        String name = host.toLowerCase(Locale.ROOT);
        name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return isName(name) ? Optional.of(new Target(name, port, false)) : Optional.empty();
    }

    private static Optional<Target> literal(String text, int port) {
        try {
            // "deadbeef01.cafe.cc" has the same characters: nothing may be looked up.
            InetAddress address = InetAddress.ofLiteral(text);
            return Optional.of(new Target(address.getHostAddress(), port, true));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What some library might read as a number is no name: {@code 127.1}, {@code 0x7f000001}. */
    static boolean isName(String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return false;
        }
        String[] labels = name.split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        String last = labels[labels.length - 1];
        return !last.matches("[0-9]+|0x[0-9a-f]*");
    }

    /** As a person writes it. */
    public String text() {
        return port == 443 ? authority(443) : authority(80);
    }

    /** As the header Host has it, where that port goes without saying. */
    String authority(int usualPort) {
        String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return port == usualPort ? shown : shown + ":" + port;
    }
}
