package dev.ratoon.git.upstream;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PackTransport;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * Fetches from, and pushes to, a folder of this machine within this process: both ends are JGit, so
 * that no program runs that would obey what the folder's settings say.
 */
final class LocalTransport extends Transport implements PackTransport {
    private final Path folder;

    private LocalTransport(Path folder, Repository into) {
        super(into, uri(folder));
        this.folder = folder;
    }

    private LocalTransport(Path folder) {
        super(uri(folder));
        this.folder = folder;
    }

    static Transport to(Path folder, @Nullable Repository into) {
        return into == null ? new LocalTransport(folder) : new LocalTransport(folder, into);
    }

    private static URIish uri(Path folder) {
        return new URIish().setPath(folder.toString());
    }

    @Override
    public FetchConnection openFetch() throws TransportException {
        return openFetch(List.of());
    }

    @Override
    public FetchConnection openFetch(Collection<RefSpec> refs, String... patterns)
            throws TransportException {
        return new LocalConnection(this, LocalFolder.open(folder));
    }

    @Override
    public PushConnection openPush() throws TransportException {
        return new LocalPush(this, LocalFolder.open(folder));
    }

    @Override
    public void close() {}
}
