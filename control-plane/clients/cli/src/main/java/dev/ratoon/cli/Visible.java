package dev.ratoon.cli;

import java.util.Locale;
import java.util.regex.Pattern;

/** Texts of agents on a terminal: they say what they say, and do nothing. */
final class Visible {
    /** What sets colours, and nothing else. */
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;:]*m");

    /** What only says how an emoji is drawn: without it one sees the same, or two for one. */
    private static final Pattern STYLES =
            Pattern.compile("(?<=\\p{IsExtended_Pictographic}\uFE0F?)[\uFE0F\u200D]");

    private Visible() {}

    /** For reading: without colours; what would move a cursor or turn a line round is named. */
    static String inert(String text) {
        String plain = STYLES.matcher(COLOURS.matcher(text).replaceAll("")).replaceAll("");
        return named(plain.replace("\r\n", "\n").replace('\r', '\n'), true);
    }

    /** For deciding: nothing is left out, and everything that cannot be seen is named. */
    static String exact(String text) {
        return named(text, false);
    }

    /** The same on one line, so that it cannot look like a line of ours. */
    static String exactLine(String text) {
        return exact(text).replace("\n", "<U+000A>");
    }

    private static String named(String text, boolean layout) {
        var visible = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        point -> {
                            if (point == '\n' || (layout && point == '\t') || !unseen(point)) {
                                visible.appendCodePoint(point);
                            } else {
                                visible.append(String.format(Locale.ROOT, "<U+%04X>", point));
                            }
                        });
        return visible.toString();
    }

    private static boolean unseen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            case Character.SPACE_SEPARATOR -> point != ' ';
            default -> looksLikeNothing(point);
        };
    }

    /**
     * Letters and marks that are drawn as nothing: joiners, selectors, fillers, a blank pattern.
     */
    private static boolean looksLikeNothing(int point) {
        return point == 0x034F
                || (point >= 0x115F && point <= 0x1160)
                || (point >= 0x17B4 && point <= 0x17B5)
                || (point >= 0x180B && point <= 0x180F)
                || point == 0x2800
                || point == 0x3164
                || (point >= 0xFE00 && point <= 0xFE0F)
                || point == 0xFFA0
                || (point >= 0xE0100 && point <= 0xE01EF);
    }
}
