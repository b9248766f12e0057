package dev.ratoon.git.upstream;

import dev.ratoon.git.ssh.SshProgram;
import java.io.OutputStream;
import java.util.Map;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.transport.BasePackPushConnection;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/** A push to where git runs on a host. */
final class SshPush extends BasePackPushConnection {
    private final SshProgram there;
    private final SshEnd end;

    SshPush(SshTransport transport, SshProgram there, SshEnd end) throws TransportException {
        super(transport);
        this.there = there;
        this.end = end;
        init(new BoundedTalk(there.output()), there.input());
        try {
            readAdvertisedRefs();
        } catch (NoRemoteRepositoryException e) {
            // What is shown to this login, and does not take its push, is not missing.
            transport.openFetch().close();
            throw end.noRight(there);
        } catch (TransportException e) {
            throw end.of(e, there);
        }
    }

    @Override
    protected void doPush(
            ProgressMonitor monitor, Map<String, RemoteRefUpdate> updates, OutputStream said)
            throws TransportException {
        try {
            super.doPush(monitor, updates, said);
        } catch (TransportException e) {
            TransportException first = first(e);
            // What has no cause was said by git over there, in its own way.
            throw first.getCause() == null ? first : end.of(first, there);
        }
    }

    /** After what broke the sending off, JGit still tries to read, and tells that this failed. */
    private static TransportException first(TransportException last) {
        for (Throwable one : last.getSuppressed()) {
            if (one instanceof TransportException broken && broken.getCause() != null) {
                return broken;
            }
        }
        return last;
    }

    /** Without the look that JGit has here: what it finds is told in other words. */
    @Override
    protected TransportException noRepository(Throwable cause) {
        return new NoRemoteRepositoryException(uri, "it ended before its first word", cause);
    }

    @Override
    public void close() {
        super.close();
        there.close();
    }
}
