package dev.ratoon.runner.hands;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads what came, and grants as much again. Threads: one. */
final class QueueStream extends InputStream {
    private final InputQueue queue;
    private final Credit credit;
    private byte @Nullable [] piece;
    private int position;

    QueueStream(InputQueue queue, Credit credit) {
        this.queue = queue;
        this.credit = credit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        byte[] now = piece;
        if (now == null) {
            now = next();
            if (now == null) {
                return -1;
            }
            piece = now;
            position = 0;
        }
        int some = Math.min(length, now.length - position);
        System.arraycopy(now, position, into, from, some);
        position += some;
        if (position == now.length) {
            piece = null;
            grant(now.length);
        }
        return some;
    }

    private byte @Nullable [] next() throws IOException {
        try {
            return queue.take().orElse(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void grant(int bytes) {
        try {
            credit.used(bytes, queue.isEmpty());
        } catch (IOException e) {
            // It is over; what has come can still be read.
            piece = null;
        }
    }
}
