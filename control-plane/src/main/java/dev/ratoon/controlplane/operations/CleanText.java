package dev.ratoon.controlplane.operations;

import java.util.regex.Pattern;

/**
 * Text from anywhere, made fit for a log: one line, in which nothing invisible hides and no secret
 * stands. The second line of defence; the first is not to log them.
 */
final class CleanText {
    private static final Pattern OUR_SECRET = Pattern.compile("(ratoon_[a-z]_)[A-Za-z0-9_-]{16,}");
    private static final Pattern CREDENTIAL =
            Pattern.compile("(?i)\\b(bearer|basic)(\\s+)[A-Za-z0-9._~+/=-]{8,}");
    private static final Pattern NAMED_SECRET =
            Pattern.compile(
                    "(?i)\\b(cookie|ratoon-proof|ticket|password|api[-_]?key)(\\s*[=:]\\s*)"
                            + "[^\\s&,\"]+");
    private static final Pattern PROVIDER_KEY = Pattern.compile("\\b(sk-)[A-Za-z0-9_-]{16,}");
    private static final Pattern IN_URL = Pattern.compile("(://[^/\\s:@]*:)[^/\\s@]+(?=@)");

    private CleanText() {}

    static String of(String text) {
        return withoutSecrets(oneLine(text));
    }

    private static String withoutSecrets(String text) {
        String clean = OUR_SECRET.matcher(text).replaceAll("$1[hidden]");
        clean = CREDENTIAL.matcher(clean).replaceAll("$1$2[hidden]");
        clean = NAMED_SECRET.matcher(clean).replaceAll("$1$2[hidden]");
        clean = PROVIDER_KEY.matcher(clean).replaceAll("$1[hidden]");
        return IN_URL.matcher(clean).replaceAll("$1[hidden]");
    }

    private static String oneLine(String text) {
        if (text.codePoints().noneMatch(CleanText::isInvisible)) {
            return text;
        }
        var clean = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(
                        c -> {
                            if (isInvisible(c)) {
                                clean.append(escaped(c));
                            } else {
                                clean.appendCodePoint(c);
                            }
                        });
        return clean.toString();
    }

    private static String escaped(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u{%x}".formatted(c);
        };
    }

    /** Controls, line separators, and what turns or hides text (bidi, zero width). */
    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            default -> false;
        };
    }
}
