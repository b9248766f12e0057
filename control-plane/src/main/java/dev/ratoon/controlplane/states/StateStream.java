package dev.ratoon.controlplane.states;

import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.controlplane.sockets.SocketClosed;
import dev.ratoon.protocol.CreditWindow;
import dev.ratoon.protocol.Frame;
import dev.ratoon.protocol.Malformed;
import dev.ratoon.protocol.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** An archive on its way to or from a process in a sandbox, with the credit of byte streams. */
final class StateStream {
    private static final Logger LOG = Logger.getLogger(StateStream.class);

    /** How long nothing may come. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private static final int WORTH_IT = Protocol.WINDOW / 4;

    private final Socket socket;

    StateStream(Socket socket) {
        this.socket = socket;
    }

    /** Gives it to the process; whether that ended well. */
    boolean send(InputStream archive) throws InterruptedException, IOException {
        var window = new CreditWindow();
        Thread sending = Thread.ofVirtual().name("state").start(() -> pump(archive, window));
        try {
            for (Frame frame = receive(); frame != null; frame = receive()) {
                switch (frame) {
                    case Frame.Credit(int more) -> window.grant(more);
                    case Frame.Exit(int code) -> {
                        return code == 0;
                    }
                    case Frame.Bytes _, Frame.Stderr _, Frame.Eof _ -> {}
                    case Frame.Refused _, Frame.Resize _, Frame.Signal _ -> {
                        return false;
                    }
                }
            }
            return false;
        } finally {
            window.close();
            sending.join();
        }
    }

    private void pump(InputStream archive, CreditWindow window) {
        try {
            byte[] buffer = new byte[Protocol.LARGEST_FRAME];
            for (int read = archive.read(buffer); read > 0; read = archive.read(buffer)) {
                for (int done = 0; done < read; ) {
                    int some = window.take(read - done);
                    if (some == 0) {
                        return;
                    }
                    byte[] piece = Arrays.copyOfRange(buffer, done, done + some);
                    socket.send(new Frame.Bytes(piece).bytes());
                    done += some;
                }
            }
            socket.send(new Frame.Eof().bytes());
        } catch (IOException e) {
            socket.close(1011, "The archive cannot be sent.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Takes what the process prints.
     *
     * @return its size; negative when it is too large, or did not end well
     */
    long take(StateFiles.Draft into, long largest) throws InterruptedException, IOException {
        tell(new Frame.Eof());
        long size = 0;
        int owed = 0;
        for (Frame frame = receive(); frame != null; frame = receive()) {
            switch (frame) {
                case Frame.Bytes(byte[] content) -> {
                    size += content.length;
                    if (size > largest) {
                        return -1;
                    }
                    into.write(content);
                    owed += content.length;
                }
                case Frame.Stderr(byte[] content) -> owed += content.length;
                case Frame.Exit(int code) -> {
                    return code == 0 ? size : -1;
                }
                case Frame.Eof _, Frame.Credit _ -> {}
                case Frame.Refused _, Frame.Resize _, Frame.Signal _ -> {
                    return -1;
                }
            }
            if (owed >= WORTH_IT) {
                tell(new Frame.Credit(owed));
                owed = 0;
            }
        }
        return -1;
    }

    /** A short archive may have come whole, and its sender gone: what it has said is here. */
    private void tell(Frame frame) {
        try {
            socket.send(frame.bytes());
        } catch (SocketClosed e) {
            LOG.debug("The sender of an archive has gone", e);
        }
    }

    private @Nullable Frame receive() throws InterruptedException {
        try {
            return socket.receive(SILENCE) instanceof Socket.Message.Binary(byte[] bytes)
                    ? Frame.of(ByteBuffer.wrap(bytes))
                    : null;
        } catch (Malformed e) {
            return null;
        }
    }
}
