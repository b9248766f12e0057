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
            throw invalid(
                    "The instructions have %d bytes; %d are the most. Let them name files to read."
                            .formatted(size, LARGEST));
        }
        requireVisible("instructions", text);
        return text;
    }

    static String line(String what, @Nullable String typed, int longest) {
        String text = typed == null ? "" : typed.strip();
        if (text.length() > longest) {
            throw invalid("The %s is longer than %d characters.".formatted(what, longest));
        }
        requireVisible(what, text);
        return text.replace('\n', ' ').replace('\t', ' ');
    }

    private static void requireVisible(String what, String text) {
        text.codePoints()
                .filter(PlainText::isHidden)
                .findFirst()
                .ifPresent(
                        point -> {
                            throw invalid(
                                    "The %s: it holds U+%04X, which nobody sees. Take it out."
                                            .formatted(what, point));
                        });
    }

    /** A joiner is part of many scripts and emoji; what hides or turns round other text is not. */
    static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> point != '\n' && point != '\t';
            case Character.FORMAT -> point != 0x200C && point != 0x200D;
            case Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> isSelector(point);
        };
    }

    /** Those beyond the first sixteen carry whole texts that nobody sees. */
    private static boolean isSelector(int point) {
        return point >= 0xE0100 && point <= 0xE01EF;
    }

    /** Of what was refused, for the message. */
    static String shown(String typed) {
        String cut = typed.length() > 63 ? beginning(typed, 63) + "…" : typed;
        var shown = new StringBuilder();
        cut.codePoints()
                .forEach(
                        point ->
                                shown.appendCodePoint(
                                        point < ' ' || isHidden(point) ? '?' : point));
        return shown.toString();
    }

    static String beginning(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }

    static Failure invalid(String why) {
        return new Failure(ProblemType.INVALID, why);
    }
}
