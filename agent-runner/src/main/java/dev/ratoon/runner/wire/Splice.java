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
        String name = "splice to " + to;
        Threads.virtual(name, () -> Door.admit(name, door, near -> join(near, to)));
    }

    private static void join(SocketChannel near, Endpoint to) throws IOException {
        try (near;
                SocketChannel far = to.dial()) {
            Thread back = Threads.virtual("splice back", () -> copy(far, near, false));
            copy(near, far, true);
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What one side says, to the other; a side that breaks takes the other with it.
     *
     * @param question whether who takes no more of it may still answer. Closing with something
     *     unread would lose the answer: so the rest is read, and goes nowhere
     */
    private static void copy(SocketChannel from, SocketChannel to, boolean question)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
        boolean taken = true;
        try {
            while (from.read(bytes.clear()) >= 0) {
                if (taken) {
                    taken = write(bytes.flip(), to, question);
                }
            }
            if (taken) {
                to.shutdownOutput();
            }
        } catch (IOException e) {
            from.close();
            to.close();
            throw e;
        }
    }

    private static boolean write(ByteBuffer bytes, SocketChannel to, boolean question)
            throws IOException {
        try {
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
            return true;
        } catch (IOException e) {
            if (question) {
                return false;
            }
            throw e;
        }
    }
}
