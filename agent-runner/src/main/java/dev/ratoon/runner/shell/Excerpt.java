package dev.ratoon.runner.shell;

/** The beginning and the end of what a command printed; what lies between is counted only. */
final class Excerpt {
    static final int PART = 32 << 10;

    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private long left;

    void add(String text) {
        int fits = Math.min(text.length(), PART - head.length());
        head.append(text, 0, fits);
        tail.append(text, fits, text.length());
        int tooMuch = tail.length() - PART;
        if (tooMuch > 0) {
            tail.delete(0, tooMuch);
            left += tooMuch;
        }
    }

    String text() {
        String middle = left == 0 ? "" : "\n[" + left + " characters are left out here]\n";
        return head + middle + tail;
    }
}
