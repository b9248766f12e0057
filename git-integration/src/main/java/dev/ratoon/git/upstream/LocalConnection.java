package dev.ratoon.git.upstream;

import static java.lang.System.Logger.Level.WARNING;

import dev.ratoon.git.FolderTooLarge;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Collection;
import java.util.Set;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.transport.BasePackFetchConnection;
import org.eclipse.jgit.transport.PackTransport;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/** A fetch from a repository of this machine, whose end over there is a thread of ours. */
final class LocalConnection extends BasePackFetchConnection {
    private static final System.Logger LOG = System.getLogger(LocalConnection.class.getName());

    /** More than this end ever says before it listens: else both would wait for each other. */
    private static final int PIPE = 64 << 10;

    private final Thread there;

    /** Git's own words have no reason. */
    private volatile boolean tooLarge;

    LocalConnection(PackTransport transport, Repository source) throws TransportException {
        super(transport);
        var toThere = new PipedInputStream(PIPE);
        var toHere = new PipedInputStream(PIPE);
        try {
            var fromHere = new PipedOutputStream(toThere);
            var fromThere = new PipedOutputStream(toHere);
            there = Thread.startVirtualThread(() -> upload(source, toThere, fromThere));
            init(toHere, fromHere);
        } catch (IOException e) {
            throw new TransportException(source + " cannot be read", e);
        }
        readAdvertisedRefs();
    }

    private void upload(Repository source, InputStream in, OutputStream out) {
        try (source;
                in;
                out;
                var pack = new UploadPack(source)) {
            var packing = new PackConfig();
            // Deltas that are there are sent; to look for new ones costs more than a copy does.
            packing.setDeltaCompress(false);
            packing.setThreads(1);
            pack.setPackConfig(packing);
            pack.upload(in, out, null);
        } catch (IOException | RuntimeException e) {
            // The end here finds its pipe cut, or was told in git's own words.
            tooLarge = isTooLarge(e);
            LOG.log(WARNING, source + " cannot be read", e);
        }
    }

    private static boolean isTooLarge(@Nullable Throwable thrown) {
        return thrown instanceof LargeObjectException
                || (thrown != null && isTooLarge(thrown.getCause()));
    }

    /** When it throws it has closed: the end over there has said all that it says. */
    @Override
    protected void doFetch(
            ProgressMonitor monitor,
            Collection<Ref> want,
            Set<ObjectId> have,
            @Nullable OutputStream out)
            throws TransportException {
        try {
            super.doFetch(monitor, want, have, out);
        } catch (TransportException e) {
            if (tooLarge) {
                throw new TransportException(e.getMessage(), new FolderTooLarge());
            }
            throw e;
        }
    }

    @Override
    public void close() {
        super.close();
        try {
            there.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
