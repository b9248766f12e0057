package dev.ratoon.controlplane.models;

import java.io.InputStream;
import java.util.List;

/** Pieces as one stream. */
final class PiecesInput extends InputStream {
    private final List<byte[]> pieces;
    private int piece;
    private int at;

    PiecesInput(List<byte[]> pieces) {
        this.pieces = pieces;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        while (piece < pieces.size() && at == pieces.get(piece).length) {
            piece++;
            at = 0;
        }
        if (piece == pieces.size()) {
            return -1;
        }
        int some = Math.min(length, pieces.get(piece).length - at);
        System.arraycopy(pieces.get(piece), at, into, offset, some);
        at += some;
        return some;
    }
}
