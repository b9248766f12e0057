package dev.ratoon.runner;

import dev.ratoon.protocol.CreditWindow;
import dev.ratoon.protocol.Frame;
import dev.ratoon.protocol.Malformed;
import dev.ratoon.protocol.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The person's end of a byte stream. */
final class ExecStream {
    private static final int KEPT = 1 << 20;

    private final WebSocketServer.Connection connection;
    private final CreditWindow window = new CreditWindow();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private boolean reading = true;
    private long received;
    private int unread;
    private int exit = -1;
    private @Nullable String refused;
    private boolean over;

    ExecStream(WebSocketServer.Connection connection) {
        this.connection = connection;
    }

    void serve(BlockingQueue<ExecStream> wanted) throws IOException {
        wanted.add(this);
        try {
            while (true) {
                WebSocketServer.Received message = connection.receive();
                if (message.opcode() == 8) {
                    connection.close(1000);
                    return;
                }
                if (message.opcode() == 2) {
                    take(Frame.of(ByteBuffer.wrap(message.bytes())));
                }
            }
        } catch (Malformed e) {
            throw new IOException(e);
        } finally {
            end();
        }
    }

    private synchronized void end() {
        over = true;
        window.close();
        notifyAll();
    }

    private synchronized void take(Frame frame) throws IOException {
        switch (frame) {
            case Frame.Bytes(byte[] content) -> took(content, output);
            case Frame.Stderr(byte[] content) -> took(content, error);
            case Frame.Exit(int code) -> exit = code;
            case Frame.Credit(int more) -> window.grant(more);
            case Frame.Refused(String words) -> refused = words;
            case Frame.Eof _ -> {}
            case Frame.Resize _, Frame.Signal _ -> throw new IOException("not from a process");
        }
        notifyAll();
    }

    private void took(byte[] content, ByteArrayOutputStream into) throws IOException {
        received += content.length;
        if (into.size() < KEPT) {
            into.writeBytes(content);
        }
        unread += content.length;
        if (unread > Protocol.WINDOW) {
            throw new IOException("more than was granted: " + unread);
        }
        if (reading) {
            grant();
        }
    }

    private void grant() throws IOException {
        int bytes = unread;
        unread = 0;
        if (bytes > 0) {
            send(new Frame.Credit(bytes));
        }
    }

    /** Whether it takes what comes. */
    synchronized void reading(boolean now) throws IOException {
        reading = now;
        if (now) {
            grant();
        }
    }

    void send(Frame frame) throws IOException {
        connection.send(2, frame.bytes());
    }

    void write(byte[] bytes) throws IOException, InterruptedException {
        for (int done = 0; done < bytes.length; ) {
            int some = window.take(Math.min(bytes.length - done, Protocol.LARGEST_FRAME));
            if (some == 0) {
                throw new IOException("it is over");
            }
            send(new Frame.Bytes(Arrays.copyOfRange(bytes, done, done + some)));
            done += some;
        }
    }

    void type(String text) throws IOException, InterruptedException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    void cut() throws IOException {
        connection.cut();
    }

    synchronized String output() {
        return output.toString(StandardCharsets.UTF_8);
    }

    synchronized String error() {
        return error.toString(StandardCharsets.UTF_8);
    }

    synchronized long received() {
        return received;
    }

    synchronized boolean isOver() {
        return over;
    }

    synchronized @Nullable String refused() {
        return refused;
    }

    /** Its exit code, when it is over; -1 when it never told one. */
    int awaitExit() throws InterruptedException {
        await(stream -> stream.over);
        return exit;
    }

    synchronized void await(Predicate<ExecStream> condition) throws InterruptedException {
        long giveUpAt = System.nanoTime() + ControlPlaneFake.PATIENCE.toNanos();
        while (!condition.test(this)) {
            long left = (giveUpAt - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("in vain; it said " + output() + error());
            }
            wait(Math.min(left, 100));
        }
    }
}
