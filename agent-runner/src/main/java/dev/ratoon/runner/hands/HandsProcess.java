package dev.ratoon.runner.hands;

import dev.ratoon.protocol.CreditWindow;
import dev.ratoon.protocol.Frame;
import dev.ratoon.protocol.Malformed;
import dev.ratoon.protocol.Protocol;
import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Packets;
import dev.ratoon.runner.wire.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * A process on the other side of the wall. Its output and its standard error must both be read:
 * they share one window. Threads: one a stream; any signals, waits and closes.
 */
public final class HandsProcess implements AutoCloseable {
    /** Words for {@link #signal}: remember who is there; later, end all who came since. */
    public static final String REMEMBER = "REMEMBER";

    public static final String SWEEP = "SWEEP";

    /** End all: asked first, then by force. Its exit is told when nothing is left. */
    public static final String END = "END";

    private final Packets packets;
    private final String directory;
    private final CreditWindow window = new CreditWindow();
    private final InputQueue output = new InputQueue();
    private final InputQueue error = new InputQueue();
    private final Credit credit;
    private final Thread reader;
    private volatile OptionalInt exit = OptionalInt.empty();

    HandsProcess(Hands.Spawned spawned) {
        this.packets = spawned.packets();
        this.directory = spawned.directory();
        this.credit = new Credit(packets);
        this.reader = Threads.virtual("frames of a process", this::read);
    }

    /** Where it runs, as the other side says. */
    public String directory() {
        return directory;
    }

    public InputStream output() {
        return new QueueStream(output, credit);
    }

    public InputStream error() {
        return new QueueStream(error, credit);
    }

    public OutputStream input() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                int done = 0;
                while (done < length) {
                    int some = taken(Math.min(length - done, Protocol.LARGEST_FRAME));
                    byte[] piece = Arrays.copyOfRange(bytes, from + done, from + done + some);
                    packets.send(new Frame.Bytes(piece).bytes());
                    done += some;
                }
            }

            @Override
            public void close() throws IOException {
                packets.send(new Frame.Eof().bytes());
            }
        };
    }

    private int taken(int wanted) throws IOException {
        try {
            int some = window.take(wanted);
            if (some == 0) {
                throw new IOException("the process has ended");
            }
            return some;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void read() {
        try {
            while (exit.isEmpty()) {
                ByteBuffer packet = packets.receive();
                if (packet == null) {
                    return;
                }
                take(Frame.of(packet));
            }
        } catch (IOException e) {
            Account.detail("a process was cut off", e);
        } catch (Malformed e) {
            Account.say("The workspace's side speaks no frames: " + e.getMessage());
        } finally {
            window.close();
            output.end();
            error.end();
            packets.close();
        }
    }

    private void take(Frame frame) throws Malformed {
        boolean granted =
                switch (frame) {
                    case Frame.Bytes(byte[] content) -> output.put(content);
                    case Frame.Stderr(byte[] content) -> error.put(content);
                    case Frame.Exit(int code) -> {
                        exit = OptionalInt.of(code);
                        yield true;
                    }
                    case Frame.Credit(int more) -> {
                        window.grant(more);
                        yield true;
                    }
                    case Frame.Eof() -> true;
                    case Frame.Refused _, Frame.Resize _, Frame.Signal _ -> false;
                };
        if (!granted) {
            throw new Malformed("a frame that was not to come: " + frame.getClass());
        }
    }

    public void signal(String name) throws IOException {
        packets.send(new Frame.Signal(name).bytes());
    }

    /** Its exit code; empty when the connection ended before it did. */
    public OptionalInt waitFor() throws InterruptedException {
        reader.join();
        return exit;
    }

    /** Hangs up: the process and all that came of it are ended. */
    @Override
    public void close() {
        packets.close();
    }
}
