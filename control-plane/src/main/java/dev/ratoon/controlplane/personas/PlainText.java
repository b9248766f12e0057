package dev.ratoon.controlplane.personas;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text of which a person sees all that a model reads: no order to a terminal, no direction turned
 * round, no letters without a shape. Pure.
 */
final class PlainText {
    private static final int LARGEST = 32 << 10;

    private PlainText() {}

    /** Instructions, with the line ends of ours. */
    static String instructions(@Nullable String typed) {
        String text = typed == null ? "" : typed.replace("\r\n", "\n").strip();
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST) {
            throw Failure.inField(
                    "instructions",
                    "The instructions have %d bytes; %d are the most. Let them name files to read."
                            .formatted(size, LARGEST));
        }
        requireVisible("instructions", text);
        return text;
    }

    static String line(String what, @Nullable String typed, int longest) {
        String text = typed == null ? "" : typed.strip();
        if (text.length() > longest) {
            throw Failure.inField(
                    what, "The %s is longer than %d characters.".formatted(what, longest));
        }
        requireVisible(what, text);
        return text.replace('\n', ' ').replace('\t', ' ');
    }

    private static void requireVisible(String what, String text) {
        int[] points = text.codePoints().toArray();
        for (int at = 0; at < points.length; at++) {
            if (isHidden(points, at)) {
                throw Failure.inField(
                        what,
                        "The %s: it holds U+%04X, which nobody sees. Take it out."
                                .formatted(what, points[at]));
            }
        }
    }

    /** Joiners and two selectors are part of scripts and emoji, and nothing where those are not. */
    static boolean isHidden(int[] points, int at) {
        int point = points[at];
        if (isJoiner(point)) {
            return !isJoined(points, at - 1) || !isJoined(points, at + 1);
        }
        return isStyle(point) ? !isStyled(points, at - 1) : isHidden(point);
    }

    private static boolean isJoiner(int point) {
        return point == 0x200C || point == 0x200D;
    }

    /** How the character before it looks: as text, or as a picture. */
    private static boolean isStyle(int point) {
        return point == 0xFE0E || point == 0xFE0F;
    }

    private static boolean isJoined(int[] points, int at) {
        return at >= 0
                && at < points.length
                && points[at] > 0x7F
                && !isJoiner(points[at])
                && !isHidden(points[at]);
    }

    private static boolean isStyled(int[] points, int at) {
        return at >= 0
                && !Character.isLetterOrDigit(points[at])
                && !Character.isWhitespace(points[at])
                && !Character.isSpaceChar(points[at])
                && !isJoiner(points[at])
                && !isStyle(points[at])
                && !isHidden(points[at]);
    }

    /** Wherever it stands: what hides or turns round other text, or has no shape. */
    static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point != '\n' && point != '\t';
            case Character.FORMAT -> !isJoiner(point);
            case Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> isSelector(point) || isBlank(point);
        };
    }

    /** In a row they carry whole texts that nobody sees. */
    private static boolean isSelector(int point) {
        return (point >= 0xE0100 && point <= 0xE01EF)
                || (point >= 0xFE00 && point <= 0xFE0D)
                || (point >= 0x180B && point <= 0x180F);
    }

    /** Letters and marks that are drawn as nothing. */
    private static boolean isBlank(int point) {
        return switch (point) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> false;
        };
    }

    /** Of what was refused, for the message. */
    static String shown(String typed) {
        String cut = typed.length() > 63 ? beginning(typed, 63) + "…" : typed;
        var shown = new StringBuilder();
        int[] points = cut.codePoints().toArray();
        for (int at = 0; at < points.length; at++) {
            shown.appendCodePoint(points[at] < ' ' || isHidden(points, at) ? '?' : points[at]);
        }
        return shown.toString();
    }

    static String beginning(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }

    static Failure invalid(String why) {
        return new Failure(ProblemType.INVALID, why);
    }
}
