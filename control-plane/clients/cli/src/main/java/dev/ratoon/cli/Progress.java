package dev.ratoon.cli;

import java.util.Locale;

/** How far a long transfer is; one line, rewritten, and only on a terminal. */
final class Progress {
    private static final long EVERY_NANOS = 200_000_000L;

    private final Surroundings around;
    private final String what;
    private long bytes;
    private long shownAt = System.nanoTime();
    private boolean shown;

    Progress(Surroundings around, String what) {
        this.around = around;
        this.what = what;
    }

    void more(long count) {
        bytes += count;
        if (around.terminal() && System.nanoTime() - shownAt > EVERY_NANOS) {
            shownAt = System.nanoTime();
            shown = true;
            around.err().print("\r" + what + ": " + size(bytes) + "   ");
            around.err().flush();
        }
    }

    long end() {
        if (shown) {
            around.err().print("\r" + " ".repeat(what.length() + 20) + "\r");
            around.err().flush();
        }
        return bytes;
    }

    static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= 1024 && unit < 3) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %ciB", size, "KMGT".charAt(unit));
    }
}
