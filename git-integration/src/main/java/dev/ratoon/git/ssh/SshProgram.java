package dev.ratoon.git.ssh;

import java.io.FilterInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;

/**
 * A program that runs on a host. Whoever reads its output says himself how long that may take;
 * nothing that is written to it takes longer than a host may stand still. Threads: one.
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

    /** It ends with the program: to close it would lose how the program ended. */
    public InputStream output() {
        return new FilterInputStream(channel.getInvertedOut()) {
            @Override
            public void close() {}
        };
    }

    public OutputStream input() {
        return channel.getInvertedIn();
    }

    /** How long it may stand still. */
    public Duration silence() {
        return silence;
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
}
