package dev.ratoon.controlplane.models;

import java.util.Iterator;
import java.util.List;

/** A body on its way to a provider, which is let go as soon as all of it is out. */
final class Sending implements Iterable<byte[]> {
    private final Body body;
    private final List<byte[]> pieces;
    private volatile boolean out;

    Sending(Body body, List<byte[]> pieces) {
        this.body = body;
        this.pieces = pieces;
    }

    long length() {
        return pieces.stream().mapToLong(piece -> piece.length).sum();
    }

    @Override
    public Iterator<byte[]> iterator() {
        Iterator<byte[]> each = pieces.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                boolean more = each.hasNext();
                out |= !more;
                return more;
            }

            @Override
            public byte[] next() {
                return each.next();
            }
        };
    }

    /** Memory is short, and an answer may take an hour. */
    void letGo() {
        if (out) {
            pieces.clear();
            body.close();
        }
    }
}
