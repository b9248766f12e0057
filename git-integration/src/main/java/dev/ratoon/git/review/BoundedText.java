package dev.ratoon.git.review;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Takes what there is room for, up to the last whole line, and counts the lines of the rest. */
final class BoundedText extends OutputStream {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int most;
    private long lost;

    /** Forgets what it has, and takes that many bytes. */
    void begin(int room) {
        kept.reset();
        line.reset();
        most = room;
        lost = 0;
    }

    @Override
    public void write(int one) {
        // A line of which nothing can be kept any more is not gathered: it may have no end.
        if (kept.size() + line.size() <= most) {
            line.write(one);
        }
        if (one == '\n') {
            endLine();
        }
    }

    private void endLine() {
        if (lost == 0 && kept.size() + line.size() <= most) {
            kept.writeBytes(line.toByteArray());
        } else {
            lost++;
        }
        line.reset();
    }

    /** What was kept; a last line without an end counts as one. */
    byte[] end() {
        if (line.size() > 0) {
            endLine();
        }
        return kept.toByteArray();
    }

    long lost() {
        return lost;
    }
}
