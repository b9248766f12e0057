package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.problem.Failure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hosts that may be reached: {@code example.org}, {@code *.example.org}, either with {@code :port}.
 * Pure.
 */
final class AllowList {
    private static final int MOST = 200;
    private static final int LONGEST = 253;
    private static final Pattern HOST =
            Pattern.compile(
                    "(?:\\*\\.)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+"
                            + "[a-z](?:[a-z0-9-]{0,61}[a-z0-9]))(?::([1-9][0-9]{0,4}))?");

    private AllowList() {}

    static List<String> checked(List<@Nullable String> asked) {
        if (asked.size() > MOST) {
            throw invalid("An environment allows at most " + MOST + " hosts.");
        }
        SequencedSet<String> all = new LinkedHashSet<>();
        for (String each : asked) {
            String host = each == null ? "" : each.strip().toLowerCase(Locale.ROOT);
            String why = refusal(host);
            if (why != null) {
                throw invalid(why);
            }
            all.add(host);
        }
        return List.copyOf(all);
    }

    /** Whether such a list may have this host, as it is kept, and not an address for example. */
    static boolean takes(String host) {
        return refusal(host) == null;
    }

    private static @Nullable String refusal(String host) {
        Matcher parts = HOST.matcher(host);
        if (host.length() > LONGEST || !parts.matches()) {
            return "'"
                    + (host.length() > 63 ? host.substring(0, 63) + "…" : host)
                    + "' is no host that can be allowed. Write example.org,"
                    + " *.example.org or example.org:8443.";
        }
        if (host.startsWith("*") && parts.group(1).indexOf('.') < 0) {
            return "'" + host + "' would allow too much. Name a domain below it.";
        }
        if (parts.group(2) != null && Integer.parseInt(parts.group(2)) > 65_535) {
            return "'" + host + "' names no port: they end at 65535.";
        }
        return null;
    }

    private static Failure invalid(String why) {
        return Failure.inField("allow", why);
    }
}
