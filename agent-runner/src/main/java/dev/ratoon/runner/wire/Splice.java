package dev.ratoon.runner.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Joins two sockets: raw bytes both ways, each end's close passed on. */
public final class Splice {
    private static final int BUFFER = 16 << 10;

    private Splice() {}

    /** Joins each connection that comes in with a fresh one to the other place, for ever. */
    public static void listen(ServerSocketChannel door, Endpoint to) {
        Threads.virtual(
                "splice to " + to,
                () -> {
                    while (true) {
                        SocketChannel near = door.accept();
                        Threads.virtual("splice", () -> join(near, to));
                    }
                });
    }

    private static void join(SocketChannel near, Endpoint to) throws IOException {
        try (near;
                SocketChannel far = to.dial()) {
            Thread back = Threads.virtual("splice back", () -> copy(far, near));
            copy(near, far);
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(SocketChannel from, SocketChannel to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
        try {
            while (from.read(bytes.clear()) >= 0) {
                bytes.flip();
                while (bytes.hasRemaining()) {
                    to.write(bytes);
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            from.close();
            to.close();
            throw e;
        }
    }
}
