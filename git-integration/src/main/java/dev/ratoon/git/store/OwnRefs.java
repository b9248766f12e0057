package dev.ratoon.git.store;

import dev.ratoon.git.RefChange;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/** An agent's own refs. Each stands in a file of its own, beside those that it is shown. */
final class OwnRefs {
    private OwnRefs() {}

    static Optional<String> at(Repository repository, String name) throws IOException {
        Ref ref = repository.exactRef(name);
        return Optional.ofNullable(ref == null ? null : ref.getObjectId()).map(ObjectId::name);
    }

    static void forward(Repository repository, RefChange change) throws IOException {
        set(repository, change.ref(), change.before(), change.after());
    }

    static void back(Repository repository, RefChange change) throws IOException {
        if (change.before().isPresent()) {
            set(repository, change.ref(), Optional.of(change.after()), change.before().get());
            return;
        }
        RefUpdate update = repository.updateRef(change.ref());
        update.setExpectedOldObjectId(ObjectId.fromString(change.after()));
        update.setForceUpdate(true);
        update.disableRefLog();
        done(update.delete(), change.ref());
    }

    private static void set(Repository repository, String name, Optional<String> from, String to)
            throws IOException {
        RefUpdate update = repository.updateRef(name);
        update.setExpectedOldObjectId(from.map(ObjectId::fromString).orElse(ObjectId.zeroId()));
        update.setNewObjectId(ObjectId.fromString(to));
        update.setForceUpdate(true); // an agent may rewrite its own branch
        update.disableRefLog();
        done(update.update(), name);
    }

    /** Makes one that stands for another ref stand for this one. */
    static void point(Repository repository, String name, String target) throws IOException {
        RefUpdate update = repository.updateRef(name);
        update.disableRefLog();
        done(update.link(target), name);
    }

    private static void done(RefUpdate.Result result, String name) throws IOException {
        switch (result) {
            case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> {}
            default -> throw new IOException(name + " cannot be changed: " + result);
        }
    }
}
