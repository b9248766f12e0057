package dev.ratoon.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Addresses of control planes. */
final class Urls {
    private Urls() {}

    /** What a person wrote, as {@code scheme://host:port} and nothing after it. */
    static URI base(String written) {
        String text = written.contains("://") ? written : "https://" + written;
        try {
            URI uri = new URI(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
                throw notAnAddress(written);
            }
            if (scheme.equals("http") && !isLoopback(uri.getHost())) {
                throw new CommandFailure(
                        Exit.USAGE,
                        "A token does not go to " + uri.getHost() + " over plain http.",
                        "Use https://, or an SSH tunnel to a port of this machine: ssh -L");
            }
            int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
            return new URI(
                    scheme, null, uri.getHost().toLowerCase(Locale.ROOT), port, null, null, null);
        } catch (URISyntaxException e) {
            throw notAnAddress(written);
        }
    }

    static boolean same(URI one, URI other) {
        return base(one.toString()).equals(base(other.toString()));
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.matches("127(\\.[0-9]{1,3}){3}")
                || host.equals("[::1]");
    }

    private static CommandFailure notAnAddress(String written) {
        return new CommandFailure(
                Exit.USAGE,
                "'" + written + "' is not the address of a control plane.",
                "Write it like https://ratoon.example.org or http://127.0.0.1:7070");
    }
}
