package dev.ratoon.git.upstream;

import dev.ratoon.git.RemoteWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.RemoteRefUpdate.Status;
import org.eclipse.jgit.transport.Transport;

/** One branch goes to one repository, if it is there where it is expected. Threads: one. */
final class Push {
    private final String name;
    private final Transport transport;

    Push(String name, Transport transport) {
        this.name = name;
        this.transport = transport;
    }

    /**
     * JGit's connection by hand: what is above it runs hooks and follows settings.
     *
     * @param ref the branch's full name
     */
    Pushed send(String ref, Optional<ObjectId> expected, ObjectId commit) {
        try (transport;
                PushConnection connection = transport.openPush()) {
            Ref there = connection.getRef(ref);
            Optional<ObjectId> at = Optional.ofNullable(there).map(Ref::getObjectId);
            if (at.isPresent() && at.get().equals(commit)) {
                return new Pushed.Taken(List.of());
            }
            if (!at.equals(expected)) {
                return new Pushed.Moved(at);
            }
            return send(connection, update(ref, expected, commit));
        } catch (NoRight no) {
            return new Pushed.NotAllowed(no.words());
        } catch (IOException | RuntimeException e) {
            throw Broken.of(name, "cannot be pushed to", e);
        }
    }

    /** The expected place goes with the command: so it is checked over there once more. */
    private static RemoteRefUpdate update(String ref, Optional<ObjectId> expected, ObjectId commit)
            throws IOException {
        return new RemoteRefUpdate(
                null, commit.name(), commit, ref, false, null, expected.orElse(ObjectId.zeroId()));
    }

    private Pushed send(PushConnection connection, RemoteRefUpdate update)
            throws TransportException {
        try {
            connection.push(NullProgressMonitor.INSTANCE, Map.of(update.getRemoteName(), update));
        } catch (PackProtocolException e) {
            throw e;
        } catch (TransportException e) {
            if (e.getCause() != null) {
                throw e;
            }
            // It came whole, and was not taken: not one ref, but all of it.
            return new Pushed.Refused(said(connection, "what was pushed could not be unpacked"));
        }
        if (update.getStatus() == Status.OK) {
            return new Pushed.Taken(RemoteWords.of(connection.getMessages()));
        }
        String why = update.getMessage();
        return new Pushed.Refused(said(connection, why == null ? update.getStatus().name() : why));
    }

    private static List<String> said(PushConnection connection, String why) {
        List<String> words = new ArrayList<>(RemoteWords.of(why));
        words.addAll(RemoteWords.of(connection.getMessages()));
        return words;
    }

    /** Thrown through JGit by what reads the host's answer. */
    static final class NoRight extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient List<String> words;

        NoRight(List<String> words) {
            super(String.join(" ", words));
            this.words = words;
        }

        List<String> words() {
            return words;
        }
    }
}
