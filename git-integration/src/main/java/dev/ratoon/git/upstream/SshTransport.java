package dev.ratoon.git.upstream;

import dev.ratoon.git.Source;
import dev.ratoon.git.ssh.SshProgram;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PackTransport;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.QuotedString;
import org.jspecify.annotations.Nullable;

/** Fetches from, and pushes to, a repository where git runs on a host. Threads: one. */
final class SshTransport extends Transport implements PackTransport {
    private final Source.Ssh at;
    private final Function<String, SshProgram> host;

    private SshTransport(
            Source.Ssh at, @Nullable Repository here, Function<String, SshProgram> host) {
        super(here, new URIish().setPath(at.path()));
        this.at = at;
        this.host = host;
    }

    private SshTransport(Source.Ssh at, Function<String, SshProgram> host) {
        super(new URIish().setPath(at.path()));
        this.at = at;
        this.host = host;
    }

    /**
     * A transport.
     *
     * @param host runs a command, which is read by a shell over there
     */
    static Transport to(
            Source.Ssh at, @Nullable Repository here, Function<String, SshProgram> host) {
        return here == null ? new SshTransport(at, host) : new SshTransport(at, here, host);
    }

    private SshProgram run(String command) {
        return host.apply(command + " " + QuotedString.BOURNE.quote(at.path()));
    }

    @Override
    public FetchConnection openFetch() throws TransportException {
        return openFetch(List.of());
    }

    @Override
    public FetchConnection openFetch(Collection<RefSpec> refs, String... patterns)
            throws TransportException {
        return new SshFetch(this, run("git-upload-pack"), new SshEnd(at), refs, patterns);
    }

    @Override
    public PushConnection openPush() throws TransportException {
        return new SshPush(this, run("git-receive-pack"), new SshEnd(at));
    }

    @Override
    public void close() {}
}
