package dev.ratoon.runner.workspace;

/** The last line that a step printed: most often why it ended as it did. Threads: one. */
final class LastLine {
    private static final int LONGEST = 300;

    private final StringBuilder line = new StringBuilder();
    private String last = "";

    void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one == '\n' || one == '\r') {
                keep();
            } else if (line.length() < LONGEST) {
                line.append(one);
            }
        }
    }

    /** Without what git puts before it; empty if nothing was printed. */
    String text() {
        keep();
        return last.replaceFirst("^(fatal|error): (remote error: )?", "");
    }

    private void keep() {
        if (!line.toString().isBlank()) {
            last = line.toString().strip();
        }
        line.setLength(0);
    }
}
