package dev.ratoon.controlplane.streams;

import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.controlplane.sockets.SocketClosed;
import dev.ratoon.protocol.Frame;
import dev.ratoon.protocol.Malformed;
import java.nio.ByteBuffer;

/**
 * Passes frames from one connection to the other, both ways, until either ends. The credit of the
 * two ends bounds what is under way; whoever sends without it is cut off by the other end.
 */
final class Relay {
    private final Socket person;
    private final Socket runner;

    Relay(Socket person, Socket runner) {
        this.person = person;
        this.runner = runner;
    }

    /** Returns when the stream is over. */
    void run() throws InterruptedException {
        Thread inwards = Thread.ofVirtual().name("stream inwards").start(this::inwards);
        try {
            if (!pump(runner, person)) {
                sayThatItBroke();
            }
        } catch (SocketClosed e) {
            runner.close(1001, "the other side has left");
        }
        person.close(1000, "over");
        runner.close(1000, "over");
        inwards.join();
    }

    private void sayThatItBroke() {
        try {
            person.send(
                    new Frame.Refused(
                                    "The connection to its sandbox broke off; what it runs may go"
                                            + " on. Try again in a moment.")
                            .bytes());
        } catch (SocketClosed e) {
            // It was the person who left.
            return;
        }
    }

    private void inwards() {
        try {
            boolean _ = pump(person, runner);
        } catch (SocketClosed e) {
            // What the runner said last is still on its way to the person, who is not cut off.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            runner.close(1000, "the other side has left");
        }
    }

    /** Whether the stream came to its end. */
    private static boolean pump(Socket from, Socket to) throws InterruptedException, SocketClosed {
        try {
            while (from.receive() instanceof Socket.Message.Binary(byte[] bytes)) {
                Frame frame = Frame.of(ByteBuffer.wrap(bytes));
                to.send(bytes);
                if (frame instanceof Frame.Exit || frame instanceof Frame.Refused) {
                    return true;
                }
            }
        } catch (Malformed e) {
            from.close(1002, "This is no frame: " + e.getMessage());
        }
        return false;
    }
}
