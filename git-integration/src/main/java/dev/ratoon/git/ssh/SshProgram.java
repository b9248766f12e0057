package dev.ratoon.git.ssh;

import dev.ratoon.git.Pace;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;

/**
 * A program that runs on a host. Nothing that is read of it or written to it takes longer than a
 * host may stand still, and all of it has its pace. Threads: one.
 */
public final class SshProgram implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ClientSession session;
    private final ChannelExec channel;
    private final BoundedWords said;
    private final Duration silence;

    SshProgram(ClientSession session, ChannelExec channel, BoundedWords said, Duration silence) {
        this.session = session;
        this.channel = channel;
        this.said = said;
        this.silence = silence;
    }

    public InputStream output() {
        return new Output(channel.getInvertedOut(), Pace.of(silence));
    }

    public OutputStream input() {
        return channel.getInvertedIn();
    }

    /**
     * How it ended.
     *
     * @param exit empty when it did not say
     * @param said besides its output, as it came; only the beginning
     */
    public record End(Optional<Integer> exit, String said) {}

    public End end() {
        close();
        return new End(Optional.ofNullable(channel.getExitStatus()), said.text());
    }

    /** Waits a little for a program to which nothing more is said, and then for nothing. */
    @Override
    public void close() {
        Duration wait = silence.compareTo(PATIENCE) < 0 ? silence : PATIENCE;
        channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), wait.toMillis());
        session.close(true);
    }

    /** It ends with the program: to close it would lose how the program ended. */
    private static final class Output extends FilterInputStream {
        private final Pace pace;

        Output(InputStream in, Pace pace) {
            super(in);
            this.pace = pace;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return pace.read(in, into, offset, length);
            } catch (SocketException e) {
                // The only one that it throws: it has waited so long.
                throw (IOException) new SocketTimeoutException("silence").initCause(e);
            }
        }

        @Override
        public void close() {}
    }
}
