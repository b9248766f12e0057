package dev.ratoon.git.ssh;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.throttle.DefaultChannelStreamWriter;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.jspecify.annotations.Nullable;

/**
 * Sends a packet when the one before is out. A host says itself how much it takes: one that says
 * more than it takes would have us keep all of it.
 */
final class SteadyWriter extends DefaultChannelStreamWriter {
    private final Duration silence;
    private volatile @Nullable IoWriteFuture before;

    SteadyWriter(Channel channel, Duration silence) {
        super(channel);
        this.silence = silence;
    }

    @Override
    public IoWriteFuture writeData(Buffer packet) throws IOException {
        // A worker never waits: it is the one that sends.
        IoWriteFuture last = before;
        if (last != null && !ThreadUtils.isInternalThread() && !last.await(silence)) {
            throw new SocketTimeoutException("the host takes nothing any more");
        }
        IoWriteFuture written = super.writeData(packet);
        before = written;
        return written;
    }
}
