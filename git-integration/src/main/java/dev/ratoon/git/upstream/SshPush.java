package dev.ratoon.git.upstream;

import dev.ratoon.git.ssh.SshProgram;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.BasePackPushConnection;

/** A push to where git runs on a host. */
final class SshPush extends BasePackPushConnection {
    private final SshProgram there;

    SshPush(SshTransport transport, SshProgram there, SshEnd end) throws TransportException {
        super(transport);
        this.there = there;
        var listing = new BoundedListing(there.output());
        init(listing, there.input());
        setMessageWriter(new BoundedMessages());
        try {
            readAdvertisedRefs();
            listing.isOver();
        } catch (NoRemoteRepositoryException e) {
            // What is shown to this login, and does not take its push, is not missing.
            transport.openFetch().close();
            throw end.noRight(there);
        } catch (TransportException e) {
            throw end.of(e, there);
        }
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
