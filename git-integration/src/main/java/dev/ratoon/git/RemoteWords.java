package dev.ratoon.git;

import java.util.List;

/** What others say to a person, fit to be shown: they say what they like, and as much. */
public final class RemoteWords {
    private static final int MOST_LINES = 50;
    private static final int LONGEST_LINE = 500;

    private RemoteWords() {}

    public static List<String> of(String said) {
        return said.lines()
                .map(RemoteWords::plain)
                .filter(line -> !line.isBlank())
                .limit(MOST_LINES)
                .toList();
    }

    public static String plain(String line) {
        var plain = new StringBuilder();
        line.codePoints()
                .filter(one -> one == ' ' || shown(Character.getType(one)))
                .limit(LONGEST_LINE)
                .forEach(plain::appendCodePoint);
        return plain.toString().strip();
    }

    private static boolean shown(int type) {
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
