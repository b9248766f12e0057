package dev.ratoon.controlplane.proxy;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One line of a list of hosts: {@code example.org}, {@code *.example.org}, with a port or without,
 * which means 443 and 80.
 *
 * @param below whether it is all names below that one, and not that one itself
 */
public record HostPattern(String host, boolean below, OptionalInt port) {
    private static final String BELOW = "*.";

    /** Empty when it is no such line. */
    public static Optional<HostPattern> of(String text) {
        boolean below = text.startsWith(BELOW);
        String rest = below ? text.substring(BELOW.length()) : text;
        return Target.of(rest, 443)
                // All of a country's names are no list.
                .filter(target -> !below || (!target.literal() && target.host().contains(".")))
                .map(target -> new HostPattern(target.host(), below, port(rest, target)));
    }

    private static OptionalInt port(String typed, Target target) {
        return typed.matches(".*:[0-9]{1,5}") && !typed.endsWith("]") && hasPort(typed)
                ? OptionalInt.of(target.port())
                : OptionalInt.empty();
    }

    /** A port stands after the last bracket, or after the only colon. */
    private static boolean hasPort(String typed) {
        return typed.contains("]") ? typed.indexOf("]:") > 0 : typed.indexOf(':') > 0;
    }

    public boolean matches(Target target) {
        boolean named =
                below
                        ? !target.literal() && target.host().endsWith("." + host)
                        : target.host().equals(host);
        return named
                && (port.isPresent()
                        ? port.getAsInt() == target.port()
                        : target.port() == 443 || target.port() == 80);
    }

    /** The address that it is, when it is one and no name. */
    public Optional<InetAddress> address() {
        return Target.of(text(), 443)
                .filter(Target::literal)
                .map(target -> InetAddress.ofLiteral(target.host()));
    }

    /** As it is kept, one way for each meaning. */
    public String text() {
        String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return (below ? BELOW : "") + shown + (port.isPresent() ? ":" + port.getAsInt() : "");
    }
}
