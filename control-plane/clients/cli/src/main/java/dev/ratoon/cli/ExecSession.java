package dev.ratoon.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One process in a sandbox with our input, outputs and signals. Threads: the caller's reads what
 * comes, another sends the input, and signals come on the JVM's.
 */
final class ExecSession {
    private static final List<String> FORWARDED = List.of("INT", "TERM", "HUP", "QUIT", "USR1");
    private static final int PATIENCE = 3;
    private static final int BROKEN_PIPE = 141;

    private final FrameSocket socket;
    private final Surroundings around;
    private final Credit credit = new Credit();
    private final AtomicInteger signals = new AtomicInteger();
    private int consumed;

    ExecSession(FrameSocket socket, Surroundings around) {
        this.socket = socket;
        this.around = around;
    }

    /** Sends on what signals this process. Who sends three in vain wants out. */
    void forwardSignals() {
        for (String name : FORWARDED) {
            Signals.take(
                    name,
                    signal -> {
                        if (signals.incrementAndGet() > PATIENCE) {
                            Runtime.getRuntime().halt(128 + 2);
                        }
                        tell(new Frame.Signal(signal));
                    });
        }
    }

    void forwardSize() {
        Signals.take(
                "WINCH",
                _ -> {
                    LocalTerminal.Size size = LocalTerminal.size();
                    tell(new Frame.Resize(size.columns(), size.rows()));
                });
    }

    void forwardInput(boolean any) {
        if (any) {
            Thread.ofPlatform().daemon().name("input").start(this::sendInput);
        } else {
            tell(new Frame.Eof());
        }
    }

    private void sendInput() {
        InputStream in = around.in();
        byte[] some = new byte[Frame.LARGEST];
        try {
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                for (int sent = 0; sent < n; ) {
                    int may = credit.take(n - sent);
                    socket.send(new Frame.Bytes(Arrays.copyOfRange(some, sent, sent + may)));
                    sent += may;
                }
            }
            socket.send(new Frame.Eof());
        } catch (IOException e) {
            // The reader of what comes says why.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the process ends: its exit code. */
    int await() throws IOException {
        while (true) {
            switch (socket.take()) {
                case Frame.Bytes(byte[] content) -> {
                    if (!written(around.out(), content)) {
                        return BROKEN_PIPE;
                    }
                }
                case Frame.Stderr(byte[] content) -> {
                    if (!written(around.err(), content)) {
                        return BROKEN_PIPE;
                    }
                }
                case Frame.Credit(int more) -> credit.grant(more);
                case Frame.Exit(int code) -> {
                    return code;
                }
                case Frame.Refused(String words) -> throw refused(words);
                case Frame.Eof _, Frame.Resize _, Frame.Signal _ -> {}
            }
        }
    }

    private static CommandFailure refused(String words) {
        return new CommandFailure(Exit.NO_EXEC, Visible.inert(words), null);
    }

    private boolean written(PrintStream to, byte[] content) throws IOException {
        to.write(content, 0, content.length);
        if (to.checkError()) { // which flushes
            tell(new Frame.Signal("HUP"));
            return false;
        }
        consumed += content.length;
        if (consumed >= Frame.WINDOW / 2) {
            socket.send(new Frame.Credit(consumed));
            consumed = 0;
        }
        return true;
    }

    private void tell(Frame frame) {
        try {
            socket.send(frame);
        } catch (IOException e) {
            // The reader of what comes says why.
        }
    }
}
