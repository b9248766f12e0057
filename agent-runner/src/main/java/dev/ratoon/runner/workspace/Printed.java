package dev.ratoon.runner.workspace;

import java.util.function.Consumer;

/**
 * What a step prints, on its way into the log: as it comes, and when it becomes too much for
 * anybody to read, its end only. Threads: one.
 */
final class Printed {
    static final int MOST = 1 << 20;
    static final int END = 16 << 10;

    private final Consumer<String> to;
    private final StringBuilder end = new StringBuilder();
    private long left = MOST;
    private long leftOut;

    Printed(Consumer<String> to) {
        this.to = to;
    }

    void add(String text) {
        int now = (int) Math.min(left, text.length());
        left -= now;
        if (now > 0) {
            to.accept(text.substring(0, now));
        }
        if (now == text.length()) {
            return;
        }
        if (end.isEmpty() && leftOut == 0) {
            to.accept("\n[It prints more than " + MOST + " characters; its end will follow.]\n");
        }
        end.append(text, now, text.length());
        int over = end.length() - END;
        if (over > 0) {
            end.delete(0, over);
            leftOut += over;
        }
    }

    /** Nothing more comes. */
    void end() {
        if (leftOut > 0) {
            to.accept("[" + leftOut + " characters are left out here.]\n");
        }
        if (!end.isEmpty()) {
            to.accept(end.toString());
        }
    }
}
