package dev.ratoon.controlplane.database;

import dev.ratoon.controlplane.home.StartFailure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --database-url} says, with the credentials taken out of the URL: what is left may be
 * shown.
 */
record DatabaseAddress(
        String hosts, String database, String user, String password, List<String> options) {
    private static final Pattern URL =
            Pattern.compile(
                    "(?:jdbc:)?postgres(?:ql)?://(?:(?<who>.*)@)?(?<hosts>[^@/]+)/(?<database>[^@/]+)");

    static DatabaseAddress parse(String url, Map<String, String> environment) {
        int query = url.indexOf('?');
        Matcher parts = URL.matcher(query < 0 ? url : url.substring(0, query));
        // A question mark in a password cuts it in two, and its first half would pass for a host.
        boolean cut = query >= 0 && !url.substring(0, query).contains("@") && url.indexOf('@') > 0;
        if (!parts.matches() || cut) {
            throw new StartFailure(
                    "The --database-url is not the address of a PostgreSQL database.",
                    "Write it as postgresql://USER@HOST:5432/DATABASE, with every special character"
                            + " of a password percent-encoded, or the password in"
                            + " RATOON_DATABASE_PASSWORD");
        }
        @Nullable String who = parts.group("who");
        int colon = who == null ? -1 : who.indexOf(':');
        String user = who == null ? "" : decoded(colon < 0 ? who : who.substring(0, colon));
        String password = who == null || colon < 0 ? "" : decoded(who.substring(colon + 1));
        var options = new ArrayList<String>();
        for (String option : query < 0 ? List.<String>of() : options(url.substring(query + 1))) {
            if (option.startsWith("user=")) {
                user = decoded(option.substring("user=".length()));
            } else if (option.startsWith("password=")) {
                password = decoded(option.substring("password=".length()));
            } else {
                options.add(option);
            }
        }
        return new DatabaseAddress(
                parts.group("hosts"),
                decoded(parts.group("database")),
                user.isEmpty() ? "ratoon" : user,
                password.isEmpty()
                        ? environment.getOrDefault("RATOON_DATABASE_PASSWORD", "")
                        : password,
                List.copyOf(options));
    }

    String jdbcUrl() {
        var all = new ArrayList<>(options);
        all.add("currentSchema=" + SchemaGuard.SCHEMA);
        return "jdbc:postgresql://" + hosts + "/" + database + "?" + String.join("&", all);
    }

    /** For messages. */
    String shown() {
        return "the database " + database + " at " + hosts;
    }

    @Override
    public String toString() {
        return shown();
    }

    private static List<String> options(String query) {
        return query.isEmpty() ? List.of() : List.of(query.split("&", -1));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
