package dev.ratoon.runner.door;

import dev.ratoon.runner.wire.Threads;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** So many at a door at once; what comes in is hostile, and the runner is small. Threads: any. */
final class Admission {
    private static final Duration TO_LEAVE = Duration.ofSeconds(10);

    private final int atOnce;
    private final Semaphore places;
    private final Semaphore turnedAway;

    Admission(int atOnce) {
        this.atOnce = atOnce;
        this.places = new Semaphore(atOnce);
        this.turnedAway = new Semaphore(atOnce);
    }

    /** What is done with one that is let in. */
    interface Serving {
        void serve(SocketChannel near) throws IOException;
    }

    void admit(SocketChannel near, Serving serving) throws IOException {
        if (!places.tryAcquire()) {
            turnAway(near);
            return;
        }
        try {
            serving.serve(near);
        } finally {
            places.release();
        }
    }

    /**
     * A socket that is closed with something unread loses our words: so it is read, for a while.
     */
    private void turnAway(SocketChannel near) throws IOException {
        try (near) {
            if (!turnedAway.tryAcquire()) {
                return;
            }
            Thread watch = closing(near, TO_LEAVE);
            try {
                refuse(
                        Channels.newOutputStream(near),
                        "429 Too Many Requests",
                        "This sandbox has "
                                + atOnce
                                + " requests under way already: wait for one of them to end.");
                near.shutdownOutput();
                ByteBuffer unheard = ByteBuffer.allocate(1024);
                while (near.read(unheard.clear()) >= 0) {}
            } finally {
                watch.interrupt();
                turnedAway.release();
            }
        }
    }

    static Thread closing(SocketChannel near, Duration after) {
        return Threads.virtual(
                "slow request",
                () -> {
                    Thread.sleep(after);
                    near.close();
                });
    }

    static void refuse(OutputStream out, String status, String words) throws IOException {
        byte[] body = (words + "\n").getBytes(StandardCharsets.UTF_8);
        String head =
                "HTTP/1.1 %s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                        .formatted(status, body.length);
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
    }
}
