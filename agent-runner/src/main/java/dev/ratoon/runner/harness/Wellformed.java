package dev.ratoon.runner.harness;

/**
 * JSON can escape half of a character ({@code \\ud800}), and UTF-8 cannot hold it: a live piece of
 * text would be other than the same text in the log. In what is said, such halves become the
 * replacement character.
 */
final class Wellformed {
    private Wellformed() {}

    static String text(String text) {
        StringBuilder repaired = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            repaired = repaired == null ? new StringBuilder(text) : repaired;
            repaired.setCharAt(i, '\ufffd');
        }
        return repaired == null ? text : repaired.toString();
    }
}
