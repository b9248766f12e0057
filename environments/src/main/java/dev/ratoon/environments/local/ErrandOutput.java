package dev.ratoon.environments.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * What an errand prints, as lines for people: cut where a line has no end, and from the bound on
 * read and let go, so that whoever prints neither waits nor fills anything.
 */
final class ErrandOutput {
    private static final int LONGEST = 4096;

    private final Consumer<String> lines;
    private final long most;
    private final byte[] line = new byte[LONGEST];
    private int length;
    private boolean cut;
    private long told;
    private boolean full;

    ErrandOutput(Consumer<String> lines, long most) {
        this.lines = lines;
        this.most = most;
    }

    /** To its end, or to that of its reader. */
    void read(InputStream from) {
        try (var in = new BufferedInputStream(from, 16 * 1024)) {
            int next;
            while ((next = in.read()) >= 0) {
                take((byte) next);
            }
        } catch (IOException | UncheckedIOException _) {
            // The errand was ended, and its pipe with it.
        }
        tell();
    }

    private void take(byte next) {
        if (next == '\n' || next == '\r') {
            tell();
        } else if (length < LONGEST) {
            line[length++] = next;
        } else {
            cut = true;
        }
    }

    private void tell() {
        if (length > 0 && !full) {
            if (told + length > most) {
                full = true;
                lines.accept("(more than " + most + " bytes: what follows is not kept)");
            } else {
                told += length;
                lines.accept(plain() + (cut ? " (cut)" : ""));
            }
        }
        length = 0;
        cut = false;
    }

    /** Without what a terminal would obey. */
    private String plain() {
        return new String(line, 0, length, StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029&&[^\\t]]", "\uFFFD");
    }
}
