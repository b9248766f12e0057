package dev.ratoon.controlplane.proxy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a registry is read: by which paths, and where absolute addresses stand in its answers. */
public enum RegistryKind {
    NPM(
            "/(?:@[a-z0-9~._-]+(?:/|%2f))?[A-Za-z0-9][A-Za-z0-9~._-]*(?:/-/[A-Za-z0-9@+~._%/-]+\\.tgz|/[A-Za-z0-9.+~_-]+)?"
                    + "|/-/ping|/-/v1/search|/-/package/[A-Za-z0-9@~._%/-]+/dist-tags",
            true),
    PYPI(
            "/simple/|/simple/[A-Za-z0-9._-]+/|/pypi/[A-Za-z0-9._-]+(?:/[A-Za-z0-9._+!-]+)?/json"
                    + "|/packages/[A-Za-z0-9._+!~/%-]+",
            true),
    MAVEN("/[A-Za-z0-9._+~/$-]+", false),
    APT("/[A-Za-z0-9._+~:=/%-]+", false);

    private static final Pattern CLIMBING =
            Pattern.compile("/\\.{1,2}(?:/|$)|//|%(?!2f|2F|2b|2B|40|7e|7E|3a|3A|21)|%2f\\.|%2F\\.");

    private final Pattern paths;
    private final boolean rewritten;

    RegistryKind(String paths, boolean rewritten) {
        this.paths = Pattern.compile(paths, Pattern.CASE_INSENSITIVE);
        this.rewritten = rewritten;
    }

    public static Optional<RegistryKind> of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    /** Whether a path, with its query, is one by which such a registry is read. */
    boolean reads(String path) {
        String[] parts = path.split("\\?", 2);
        boolean searches = this == NPM && parts[0].equals("/-/v1/search");
        return (parts.length == 1 || searches)
                && path.length() <= 2_048
                && !CLIMBING.matcher(parts[0]).find()
                && paths.matcher(parts[0]).matches();
    }

    /** Whether addresses in such an answer lead to the gateway afterwards. */
    boolean rewrites(String contentType) {
        return rewritten && (contentType.contains("json") || contentType.contains("html"));
    }

    /** How an address on one of its hosts is written in an answer. */
    String rewrittenTo(Registry registry, String host, boolean own) {
        String path = "/registry/" + registry.name() + (own ? "/" : "/~" + host + "/");
        // npm takes no address without a host.
        return this == NPM ? Registry.SANDBOX + path : path;
    }
}
