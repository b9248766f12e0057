package dev.ratoon.runner.hands;

import dev.ratoon.protocol.CreditWindow;
import dev.ratoon.protocol.Frame;
import dev.ratoon.protocol.Malformed;
import dev.ratoon.protocol.Protocol;
import dev.ratoon.runner.tree.ProcessTree;
import dev.ratoon.runner.tree.Sign;
import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Packets;
import dev.ratoon.runner.wire.Threads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;

/**
 * Carries the bytes of one process. Its thread reads what comes in; one thread each writes the
 * process's input and reads its output and standard error, and one waits for its end. Whatever ends
 * first, at the end nothing of the process is left.
 */
final class Attendant {
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** How long children may finish printing after the process that was asked for has ended. */
    private static final Duration AFTERWORD = Duration.ofSeconds(1);

    private final Packets packets;
    private final Workplace workplace;
    private final Child child;
    private final ProcessTree tree;
    private final CreditWindow window = new CreditWindow();
    private final InputQueue input = new InputQueue();
    private final Credit credit;
    private volatile Set<Long> spared = Set.of();

    Attendant(Packets packets, Workplace workplace, Workplace.Started started) {
        this.packets = packets;
        this.workplace = workplace;
        this.child = started.child();
        this.tree = started.tree();
        this.credit = new Credit(packets);
    }

    /** Returns when the connection is over. */
    void attend() throws InterruptedException {
        Pump output = new Pump(child::readOutput, Frame.Bytes::new);
        Pump error = new Pump(child::readError, Frame.Stderr::new);
        Thread writer = Threads.platform("input of " + pid(), this::feed);
        Thread end = Threads.virtual("end of " + pid(), () -> finish(output, error));
        try {
            for (ByteBuffer packet = packets.receive();
                    packet != null;
                    packet = packets.receive()) {
                obey(Frame.of(packet));
            }
        } catch (IOException e) {
            Account.detail("process " + pid() + " was hung up on", e);
        } catch (Malformed e) {
            Account.say("Process " + pid() + " is ended: what came for it is not ours: " + e);
        } finally {
            window.close();
            input.end();
            tree.end(GRACE);
            packets.close();
            end.join();
            writer.interrupt();
            child.close();
        }
    }

    private void obey(Frame frame) throws Malformed {
        switch (frame) {
            case Frame.Bytes(byte[] content) -> {
                if (!input.put(content)) {
                    throw new Malformed("more input than was granted");
                }
            }
            case Frame.Eof() -> input.end();
            case Frame.Resize(int columns, int rows) -> child.resize(columns, rows);
            case Frame.Signal(String name) -> signal(name);
            case Frame.Credit(int more) -> window.grant(more);
            case Frame.Stderr _, Frame.Exit _, Frame.Refused _ ->
                    throw new Malformed("a frame that only a process sends");
        }
    }

    private void signal(String name) {
        Integer number = Sign.number(name);
        if (name.equals(HandsProcess.REMEMBER)) {
            spared = tree.members();
        } else if (name.equals(HandsProcess.SWEEP)) {
            Set<Long> old = spared;
            Threads.virtual("sweep of " + pid(), () -> tree.end(GRACE, old));
        } else if (name.equals(HandsProcess.END)) {
            Threads.virtual("end of " + pid(), () -> tree.end(GRACE));
        } else if (number != null && number == Sign.KILL) {
            tree.signal(number);
        } else if (number != null) {
            child.signal(number);
        }
    }

    private void feed() throws IOException, InterruptedException {
        boolean reads = true;
        for (var next = input.take(); next.isPresent(); next = input.take()) {
            byte[] bytes = next.get();
            if (reads) {
                try {
                    child.write(bytes);
                } catch (IOException e) {
                    // It does not read any more; whoever sends must not wait for that.
                    reads = false;
                }
            }
            credit.used(bytes.length, input.isEmpty());
        }
        if (reads) {
            child.endInput();
        }
    }

    private void finish(Pump output, Pump error) throws InterruptedException, IOException {
        try {
            int code = child.process().waitFor();
            output.await(AFTERWORD);
            error.await(AFTERWORD);
            tree.end(GRACE);
            workplace.ended(child);
            output.awaitLast();
            error.awaitLast();
            packets.send(new Frame.Eof().bytes());
            packets.send(new Frame.Exit(code).bytes());
        } finally {
            packets.close();
        }
    }

    private long pid() {
        return child.process().pid();
    }

    /** Reads bytes as far as there is credit for them. */
    private interface Source {
        int read(byte[] into, int most) throws IOException;
    }

    private final class Pump {
        private final Thread thread;
        private volatile long readingSince = System.nanoTime();
        private volatile boolean reading;

        Pump(Source source, Function<byte[], Frame> frame) {
            this.thread = Threads.platform("output of " + pid(), () -> run(source, frame));
        }

        private void run(Source source, Function<byte[], Frame> frame)
                throws IOException, InterruptedException {
            byte[] buffer = new byte[Protocol.LARGEST_FRAME];
            while (true) {
                int most = window.take(buffer.length);
                if (most == 0) {
                    return;
                }
                readingSince = System.nanoTime();
                reading = true;
                int read = source.read(buffer, most);
                reading = false;
                window.grant(most - Math.max(read, 0));
                if (read < 1) {
                    return;
                }
                packets.send(frame.apply(Arrays.copyOf(buffer, read)).bytes());
            }
        }

        /** Until all was read, but no longer than this. */
        void await(Duration time) throws InterruptedException {
            boolean _ = thread.join(time);
        }

        /** Until all was read, or until nothing comes from somebody who got away and holds it. */
        void awaitLast() throws InterruptedException {
            while (!thread.join(Duration.ofMillis(100))) {
                if (reading && System.nanoTime() - readingSince > GRACE.toNanos()) {
                    return;
                }
            }
        }
    }
}
