package dev.ratoon.controlplane.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Carries bytes under an agent's bounds, and counts them. */
final class Carriage {
    private static final int BUFFER = 16 << 10;

    private final Use use;
    private final Watch watch;
    private final InstantSource clock;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();

    Carriage(Use use, Watch watch, InstantSource clock) {
        this.use = use;
        this.watch = watch;
        this.clock = clock;
    }

    long sent() {
        return sent.get();
    }

    long received() {
        return received.get();
    }

    /** Both ways at once, until both have ended; each end's close is passed on. */
    void both(InputStream fromNear, Socket near, Socket far) throws InterruptedException {
        Thread back =
                Thread.ofVirtual()
                        .name("egress answer")
                        .start(
                                () ->
                                        oneWay(
                                                () ->
                                                        in(
                                                                far.getInputStream(),
                                                                near.getOutputStream()),
                                                near,
                                                far,
                                                near));
        oneWay(() -> out(fromNear, far.getOutputStream(), Long.MAX_VALUE), far, near, far);
        back.join();
    }

    private interface Way {
        void carry() throws IOException;
    }

    private static void oneWay(Way way, Socket to, Socket one, Socket other) {
        try {
            way.carry();
            to.shutdownOutput();
        } catch (IOException e) {
            // Cut by one of the two, or by a bound: then both are over.
            Watch.quietly(one);
            Watch.quietly(other);
        }
    }

    /** Towards the host, at most so much. */
    void out(InputStream from, OutputStream to, long length) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = length;
        while (left > 0) {
            int read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                return;
            }
            sent(read);
            to.write(buffer, 0, read);
            watch.moved();
            left -= read;
        }
    }

    /** Towards the sandbox, to the end. */
    void in(InputStream from, OutputStream to) throws IOException {
        in(from, to, false);
    }

    /** The same, of a registry. */
    void packages(InputStream from, OutputStream to) throws IOException {
        in(from, to, true);
    }

    private void in(InputStream from, OutputStream to, boolean packages) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            received.addAndGet(read);
            bounded(use.mayCarry(read, false, clock.instant()));
            if (packages && !use.mayRead(read, clock.instant())) {
                throw new IOException("the bytes of packages of this day are used up");
            }
            to.write(buffer, 0, read);
            watch.moved();
        }
    }

    /** Before anything of it is said; a length of 0 is not known. */
    void mustRead(long length, String registry) throws Refused {
        use.mustRead(length, registry, clock.instant());
    }

    void sent(int bytes) throws IOException {
        sent.addAndGet(bytes);
        bounded(use.mayCarry(bytes, true, clock.instant()));
    }

    private static void bounded(boolean may) throws IOException {
        if (!may) {
            throw new IOException("the bytes of this hour are used up");
        }
    }
}
