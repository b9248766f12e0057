package dev.ratoon.controlplane.models;

import java.io.InputStream;
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

    /** The same with these bytes put in at that place; nothing of it is copied. */
    List<byte[]> with(byte[] inserted, long offset) {
        List<byte[]> all = new ArrayList<>();
        long begin = 0;
        boolean done = inserted.length == 0;
        for (byte[] piece : pieces) {
            long cut = offset - begin;
            if (!done && cut <= piece.length) {
                all.add(Arrays.copyOf(piece, (int) cut));
                all.add(inserted);
                all.add(Arrays.copyOfRange(piece, (int) cut, piece.length));
                done = true;
            } else {
                all.add(piece);
            }
            begin += piece.length;
        }
        return all;
    }

    @Override
    public void close() {
        pieces.clear();
        givingBack.accept(held);
        held = 0;
    }
}
