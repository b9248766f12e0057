package dev.ratoon.controlplane.proxy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes other texts in the place of some, wherever they are cut, and holds back no more than one.
 */
final class Rewriting extends FilterOutputStream {
    private final List<byte[]> wanted = new ArrayList<>();
    private final List<byte[]> instead = new ArrayList<>();
    private final byte[] held;
    private int length;

    Rewriting(OutputStream out, Map<String, String> texts) {
        super(out);
        int longest = 1;
        for (var text : texts.entrySet()) {
            byte[] from = text.getKey().getBytes(StandardCharsets.US_ASCII);
            longest = Math.max(longest, from.length);
            wanted.add(from);
            instead.add(text.getValue().getBytes(StandardCharsets.US_ASCII));
        }
        held = new byte[longest];
    }

    @Override
    public void write(int octet) throws IOException {
        held[length++] = (byte) octet;
        settle();
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        for (int i = from; i < from + count; i++) {
            if (length == 0 && !begins(bytes[i])) {
                out.write(bytes[i]);
            } else {
                write(bytes[i]);
            }
        }
    }

    private boolean begins(byte octet) {
        for (byte[] each : wanted) {
            if (each[0] == octet) {
                return true;
            }
        }
        return false;
    }

    /** Lets go of what cannot become one of the texts any more. */
    private void settle() throws IOException {
        while (length > 0) {
            boolean maybe = false;
            for (int i = 0; i < wanted.size(); i++) {
                byte[] each = wanted.get(i);
                if (length <= each.length && same(each)) {
                    if (length == each.length) {
                        out.write(instead.get(i));
                        length = 0;
                        return;
                    }
                    maybe = true;
                }
            }
            if (maybe) {
                return;
            }
            out.write(held[0]);
            System.arraycopy(held, 1, held, 0, --length);
        }
    }

    private boolean same(byte[] text) {
        for (int i = 0; i < length; i++) {
            if (held[i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** All that is held back: nothing more comes. */
    void finish() throws IOException {
        out.write(held, 0, length);
        length = 0;
        flush();
    }
}
