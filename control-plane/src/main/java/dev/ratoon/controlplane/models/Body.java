package dev.ratoon.controlplane.models;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** The body of a call as it came, in pieces that give their places back when it is closed. */
final class Body implements AutoCloseable {
    private final IntConsumer givingBack;
    private final List<byte[]> pieces = new ArrayList<>();
    private long length;
    private int held;

    /**
     * @param givingBack takes as many places as it has held
     */
    Body(IntConsumer givingBack) {
        this.givingBack = givingBack;
    }

    void add(byte[] piece) {
        held++;
        pieces.add(piece);
        length += piece.length;
    }

    long length() {
        return length;
    }

    InputStream stream() {
        return new PiecesInput(pieces);
    }

    /** As many as there are from there on, and no more than asked for. */
    byte[] at(long offset, int most) {
        byte[] found = new byte[Math.clamp(length - offset, 0, most)];
        int filled = 0;
        long begin = 0;
        for (byte[] piece : pieces) {
            long from = offset + filled - begin;
            if (filled < found.length && from < piece.length) {
                int some = (int) Math.min(found.length - filled, piece.length - from);
                System.arraycopy(piece, (int) from, found, filled, some);
                filled += some;
            }
            begin += piece.length;
        }
        return found;
    }

    /** The same with all that is written into it; no whole piece of it is copied. */
    List<byte[]> with(List<Edit> edits) {
        List<byte[]> all = new ArrayList<>();
        long from = 0;
        for (Edit edit : edits) {
            add(all, from, edit.at());
            all.add(edit.text().getBytes(StandardCharsets.UTF_8));
            from = edit.at() + edit.instead();
        }
        add(all, from, length);
        return all;
    }

    private void add(List<byte[]> all, long from, long to) {
        long begin = 0;
        for (byte[] piece : pieces) {
            int first = Math.clamp(from - begin, 0, piece.length);
            int last = Math.clamp(to - begin, 0, piece.length);
            if (last - first == piece.length) {
                all.add(piece);
            } else if (first < last) {
                all.add(Arrays.copyOfRange(piece, first, last));
            }
            begin += piece.length;
        }
    }

    @Override
    public void close() {
        pieces.clear();
        givingBack.accept(held);
        held = 0;
    }
}
