package dev.ratoon.git.upstream;

import static org.eclipse.jgit.lib.Constants.HEAD;

import dev.ratoon.git.GitTrouble;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;

/** A conversation with one repository of somebody else. Threads: one. */
public final class Upstream implements AutoCloseable {
    private static final List<RefSpec> WANTED =
            List.of(
                    new RefSpec("refs/heads/*:refs/heads/*"),
                    new RefSpec("refs/tags/*:refs/tags/*"));

    private final String name;
    private final Transport transport;
    private final FetchConnection connection;

    Upstream(String name, Transport transport) {
        this.name = name;
        this.transport = transport;
        // What it takes to unpack a pack is only told by one that holds all that it is made from.
        transport.setFetchThin(false);
        try {
            this.connection = transport.openFetch(WANTED, HEAD);
        } catch (IOException | RuntimeException e) {
            transport.close();
            throw trouble(e);
        }
    }

    public Seen seen() {
        return Seen.of(connection.getRefs());
    }

    /**
     * Brings what these lead to into the repository that it was opened for, all or nothing.
     *
     * @param have what is there already, and all that it leads to
     * @param checker of each object that comes
     * @param progress is asked whether to go on
     */
    public void fetch(
            Collection<Ref> wanted,
            Set<ObjectId> have,
            ObjectChecker checker,
            ProgressMonitor progress) {
        transport.setObjectChecker(checker);
        try {
            connection.fetch(progress, wanted, have);
        } catch (IOException | RuntimeException e) {
            throw trouble(e);
        }
    }

    private GitTrouble trouble(Throwable thrown) {
        return Broken.of(name, "cannot be read", thrown);
    }

    @Override
    public void close() {
        connection.close();
        transport.close();
    }
}
