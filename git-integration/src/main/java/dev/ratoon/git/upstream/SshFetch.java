package dev.ratoon.git.upstream;

import dev.ratoon.git.ssh.SshProgram;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Set;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.BasePackFetchConnection;
import org.eclipse.jgit.transport.RefSpec;

/** A fetch from where git runs on a host. */
final class SshFetch extends BasePackFetchConnection {
    private final SshProgram there;
    private final SshEnd end;

    SshFetch(
            SshTransport transport,
            SshProgram there,
            SshEnd end,
            Collection<RefSpec> refs,
            String... patterns)
            throws TransportException {
        super(transport);
        this.there = there;
        this.end = end;
        init(new BoundedTalk(there.output()), there.input());
        try {
            if (!readAdvertisedRefs()) {
                lsRefs(refs, patterns);
            }
        } catch (TransportException e) {
            throw end.of(e, there);
        }
    }

    @Override
    protected void doFetch(
            ProgressMonitor monitor, Collection<Ref> want, Set<ObjectId> have, OutputStream said)
            throws TransportException {
        try {
            super.doFetch(monitor, want, have, said);
        } catch (TransportException e) {
            throw end.of(e, there);
        }
    }

    @Override
    public void close() {
        super.close();
        there.close();
    }
}
