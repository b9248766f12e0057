package dev.ratoon.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Paths of the API, with names from people in them. */
final class Paths {
    private Paths() {}

    static String of(String first, String... more) {
        var path = new StringBuilder(first);
        for (String part : more) {
            path.append('/').append(encoded(part));
        }
        return path.toString();
    }

    static String query(String path, @Nullable String... pairs) {
        List<String> asked = new ArrayList<>();
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            String value = pairs[i + 1];
            if (value != null) {
                asked.add(pairs[i] + "=" + encoded(value));
            }
        }
        return asked.isEmpty() ? path : path + "?" + String.join("&", asked);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
