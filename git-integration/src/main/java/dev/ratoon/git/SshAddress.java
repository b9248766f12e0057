package dev.ratoon.git;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Of what the address of a repository over ssh is made: of nothing that is an option. */
final class SshAddress {
    static final int USUAL_PORT = 22;

    private static final int LONGEST = 2000;
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]{0,63}");
    private static final Pattern HOST =
            Pattern.compile(
                    "[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*"
                            + "|[0-9a-f:.]*:[0-9a-f:.]*");
    private static final String PLAIN =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~!$&'()*+,;=:@/-";

    private SshAddress() {}

    static void check(String user, String host, int port, String path) {
        wrong(user, host, port, path)
                .ifPresent(
                        words -> {
                            throw new IllegalArgumentException(words);
                        });
    }

    /** What is wrong with it; empty when nothing is. It repeats nothing that was typed. */
    static Optional<String> wrong(String user, String host, int port, String path) {
        if (!USER.matcher(user).matches()) {
            return Optional.of("The address names no user of the host");
        }
        if (!HOST.matcher(host).matches() || port < 1 || port > 65_535) {
            return Optional.of("The address names no host");
        }
        if (path.isEmpty() || path.matches("~[^/]*|/")) {
            return Optional.of("The address names a host and no repository");
        }
        if (path.startsWith("-") || isOdd(path)) {
            return Optional.of("The address has a path that no repository has");
        }
        if (isRelative(path) && port != USUAL_PORT) {
            return Optional.of("The address has a port and a path that does not begin at the root");
        }
        return text(user, host, port, path).length() > LONGEST
                ? Optional.of("The address is too long")
                : Optional.empty();
    }

    private static boolean isOdd(String path) {
        if (path.indexOf('\uFFFD') >= 0 || path.chars().anyMatch(TypedUrl::invisible)) {
            return true;
        }
        for (String segment : path.replaceFirst("^/", "").split("/", -1)) {
            if (segment.isEmpty()
                    || segment.matches("\\.{1,2}")
                    || !segment.strip().equals(segment)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRelative(String path) {
        return !path.startsWith("/") && !path.startsWith("~");
    }

    static String text(Source.Ssh at) {
        return text(at.user(), at.host(), at.port(), at.path());
    }

    /** A path from the user's home is something else than one from the root: it is written so. */
    private static String text(String user, String host, int port, String path) {
        String where = user + "@" + (host.indexOf(':') < 0 ? host : "[" + host + "]");
        if (isRelative(path)) {
            return where + ":" + path;
        }
        return "ssh://"
                + where
                + (port == USUAL_PORT ? "" : ":" + port)
                + (path.startsWith("/") ? "" : "/")
                + encoded(path);
    }

    private static String encoded(String path) {
        var text = new StringBuilder();
        for (byte one : path.getBytes(StandardCharsets.UTF_8)) {
            if (PLAIN.indexOf(one) >= 0) {
                text.append((char) one);
            } else {
                text.append("%%%02X".formatted(one));
            }
        }
        return text.toString();
    }
}
