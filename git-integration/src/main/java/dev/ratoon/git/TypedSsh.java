package dev.ratoon.git;

import dev.ratoon.git.RepositoryUrl.Refused;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the two ways in which people type a repository over ssh, as git understands them. */
final class TypedSsh {
    private static final Pattern REST =
            Pattern.compile("(?:([^/]*)@)?(\\[[^]/]*]|[^:/@\\[\\]]*)(?::([0-9]{1,5}))?(/.*)");

    /** {@code git@host:owner/name}: no slash before the colon. */
    private static final Pattern SCP =
            Pattern.compile("(?:([^@/:]*)@)?([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]):(?!//)(.+)");

    private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final String NEXT =
            "write it as ssh://USER@HOST/PATH or USER@HOST:PATH, the user being mostly git";

    private TypedSsh() {}

    /** What stands behind {@code ssh://}. */
    static RepositoryUrl read(String rest) {
        Matcher parts = REST.matcher(rest);
        if (!parts.matches()) {
            return new Refused("The address names no repository of a host", NEXT);
        }
        int port =
                parts.group(3) == null ? SshAddress.USUAL_PORT : Integer.parseInt(parts.group(3));
        String path = decoded(parts.group(4));
        return of(
                parts.group(1),
                parts.group(2),
                port,
                path.startsWith("/~") ? path.substring(1) : path);
    }

    /** Empty when it is not written so. */
    static Optional<RepositoryUrl> scp(String text) {
        Matcher parts = SCP.matcher(text);
        return parts.matches()
                ? Optional.of(
                        of(parts.group(1), parts.group(2), SshAddress.USUAL_PORT, parts.group(3)))
                : Optional.empty();
    }

    private static RepositoryUrl of(@Nullable String user, String named, int port, String typed) {
        String who = user == null ? "" : user;
        if (who.contains(":")) {
            return new Refused(
                    "The address has a password in it, which would be stored and shown",
                    "leave it out, and change it: ssh takes a key of yours instead");
        }
        String host = named.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
        String path = typed.replaceAll("/+", "/").replaceFirst("(?<=.)/$", "");
        return SshAddress.wrong(who, host, port, path)
                .<RepositoryUrl>map(what -> new Refused(what, NEXT))
                .orElseGet(() -> new RepositoryUrl.Ssh(new Source.Ssh(who, host, port, path)));
    }

    /** What is no text becomes a character that no path has. */
    private static String decoded(String path) {
        var bytes = new ByteArrayOutputStream();
        Matcher encoded = ENCODED.matcher(path);
        int done = 0;
        while (encoded.find()) {
            bytes.writeBytes(utf8(path.substring(done, encoded.start())));
            bytes.write(Integer.parseInt(encoded.group(1), 16));
            done = encoded.end();
        }
        bytes.writeBytes(utf8(path.substring(done)));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
