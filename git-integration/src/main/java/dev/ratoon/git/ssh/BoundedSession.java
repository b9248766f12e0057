package dev.ratoon.git.ssh;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.ClientFactoryManager;
import org.apache.sshd.client.session.ClientSessionImpl;
import org.apache.sshd.client.session.SessionFactory;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;

/** A conversation in which a host makes us hold no more than so much. */
final class BoundedSession extends ClientSessionImpl {
    private static final int LONGEST_GREETING = 128 << 10;
    private static final int MOST_WAITING = 1_000;

    private final AtomicInteger waiting = new AtomicInteger();

    private BoundedSession(ClientFactoryManager client, IoSession socket) throws Exception {
        super(client, socket);
    }

    /** A greeting without an end is kept until its end comes. */
    @Override
    protected boolean readIdentification(Buffer read) throws Exception {
        if (read.available() > LONGEST_GREETING) {
            throw new StreamCorruptedException("its greeting has no end");
        }
        return super.readIdentification(read);
    }

    /** Who asks for ever and takes no answer is not answered for ever. */
    @Override
    public IoWriteFuture writePacket(Buffer packet) throws IOException {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            close(true);
            throw new SshException("it takes no answers");
        }
        IoWriteFuture written = super.writePacket(packet);
        written.addListener(_ -> waiting.decrementAndGet());
        return written;
    }

    static final class Factory extends SessionFactory {
        Factory(ClientFactoryManager client) {
            super(client);
        }

        @Override
        protected ClientSessionImpl doCreateSession(IoSession socket) throws Exception {
            return new BoundedSession(getClient(), socket);
        }
    }
}
