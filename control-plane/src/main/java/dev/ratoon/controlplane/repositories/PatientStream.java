package dev.ratoon.controlplane.repositories;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Goes out to somebody who must take it in time: whoever leaves a piece of it lying, or takes it in
 * drops, is hung up on, for what is read is held in memory until it is taken. How long it takes to
 * be made does not count. Threads: one writes, another looks.
 */
final class PatientStream extends OutputStream {
    private static final int PIECE = 1 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long IDLE = Long.MIN_VALUE;

    private final OutputStream out;
    private final Runnable hangUp;
    private final int piece;
    private final Duration patience;
    private final CountDownLatch over = new CountDownLatch(1);
    private int takenOfPiece;
    private long spentOnPiece;

    /** As if all of this piece had been written without a pause. */
    private volatile long writingSince = IDLE;

    /** The reader takes no more of it. */
    static final class Left extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Left(IOException e) {
            super(e);
        }
    }

    /**
     * @param hangUp breaks the connection, also while something is being written to it
     */
    PatientStream(OutputStream out, Runnable hangUp) {
        this(out, hangUp, PIECE, PATIENCE);
    }

    /**
     * @param patience with each piece
     */
    PatientStream(OutputStream out, Runnable hangUp, int piece, Duration patience) {
        this.out = out;
        this.hangUp = hangUp;
        this.piece = piece;
        this.patience = patience;
        Thread.ofVirtual().name("patience with a reader").start(this::look);
    }

    private void look() {
        try {
            while (!over.await(patience.toMillis() / 10, TimeUnit.MILLISECONDS)) {
                long since = writingSince;
                if (since != IDLE && System.nanoTime() - since > patience.toNanos()) {
                    hangUp.run();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int from = at;
            int part = Math.min(piece - takenOfPiece, end - from);
            timed(() -> out.write(bytes, from, part));
            taken(part);
            at += part;
        }
    }

    private void taken(int part) {
        takenOfPiece += part;
        if (takenOfPiece == piece) {
            takenOfPiece = 0;
            spentOnPiece = 0;
        }
    }

    @Override
    public void flush() {
        timed(out::flush);
    }

    private interface Writing {
        void now() throws IOException;
    }

    /** Not an {@link IOException}: that is what a repository fails with that cannot be read. */
    private void timed(Writing writing) {
        long began = System.nanoTime();
        writingSince = began - spentOnPiece;
        try {
            writing.now();
        } catch (IOException e) {
            throw new Left(e);
        } finally {
            writingSince = IDLE;
            spentOnPiece += System.nanoTime() - began;
        }
    }

    /** What it goes to stays open. */
    @Override
    public void close() {
        over.countDown();
    }
}
