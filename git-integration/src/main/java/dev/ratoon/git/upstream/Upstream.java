package dev.ratoon.git.upstream;

import static org.eclipse.jgit.lib.Constants.HEAD;

import dev.ratoon.git.GitTrouble;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.TransportException;
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
        for (Throwable one = thrown; one != null; one = one.getCause()) {
            switch (one) {
                case GitTrouble ours -> {
                    return ours;
                }
                case InterruptedIOException _ -> {
                    return GitTrouble.external(
                            name + " stopped answering: try again later.", thrown);
                }
                case CorruptObjectException corrupt -> {
                    return GitTrouble.external(
                            "What %s sends does not stand git's own check (%s): have it repaired there."
                                    .formatted(name, corrupt.getMessage()),
                            thrown);
                }
                case EOFException _ -> {
                    return GitTrouble.external(
                            name + " broke off in the middle: try again later.", thrown);
                }
                default -> {}
            }
        }
        String words =
                thrown instanceof TransportException && thrown.getCause() != null
                        ? String.valueOf(thrown.getCause().getMessage())
                        : String.valueOf(thrown.getMessage());
        return GitTrouble.external(
                "%s cannot be read (%s): try again later.".formatted(name, words), thrown);
    }

    @Override
    public void close() {
        connection.close();
        transport.close();
    }
}
