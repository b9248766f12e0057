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
        pump(runner, person);
        person.close(1000, "over");
        runner.close(1000, "over");
        inwards.join();
    }

    private void inwards() {
        try {
            pump(person, runner);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            runner.close(1000, "the other side has left");
        }
    }

    private static void pump(Socket from, Socket to) throws InterruptedException {
        try {
            while (from.receive() instanceof Socket.Message.Binary(byte[] bytes)) {
                Frame frame = Frame.of(ByteBuffer.wrap(bytes));
                to.send(bytes);
                if (frame instanceof Frame.Exit || frame instanceof Frame.Refused) {
                    return;
                }
            }
        } catch (Malformed e) {
            from.close(1002, "This is no frame: " + e.getMessage());
        } catch (SocketClosed e) {
            from.close(1001, "the other side has left");
        }
    }
}
