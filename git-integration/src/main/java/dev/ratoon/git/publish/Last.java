package dev.ratoon.git.publish;

import dev.ratoon.git.publish.Merging.Merged;
import dev.ratoon.git.store.AgentStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * Something that was published, or was about to be when a crash cut it off. It is kept as a commit
 * whose parents are what was published, the work that it was made of, and the one before: with the
 * work it can be told what others brought into what was published.
 *
 * @param work a {@link Work#note} of the files, whose parent is what the agent had committed
 */
record Last(RevCommit note, RevCommit published, RevCommit work) {
    private static final int MOST = 1_000;

    static Optional<Last> newest(Work work, AgentStore own) throws IOException {
        Optional<RevCommit> note = work.at(own, AgentStore.PUBLISHED);
        return note.isEmpty() ? Optional.empty() : Optional.of(read(work, note.get()));
    }

    private static Last read(Work work, RevCommit note) throws IOException {
        return new Last(note, work.commit(note.getParent(0)), work.commit(note.getParent(1)));
    }

    /** This one, or one before it. */
    Optional<Last> of(Work work, String published) throws IOException {
        return Optional.of(since(work, Optional.of(published)).getLast())
                .filter(one -> one.published.name().equals(published));
    }

    /**
     * This one and those before it, newest first, down to what was published then; all when that is
     * empty, and this one alone when that is not among them.
     */
    List<Last> since(Work work, Optional<String> published) throws IOException {
        List<Last> all = new ArrayList<>();
        Last one = this;
        for (int i = 0; i < MOST; i++) {
            all.add(one);
            if (Optional.of(one.published.name()).equals(published)) {
                return all;
            }
            if (one.note.getParentCount() < 3) {
                break;
            }
            one = read(work, work.commit(one.note.getParent(2)));
        }
        return published.isEmpty() ? all : List.of(this);
    }

    static RevCommit note(Work work, RevCommit published, RevCommit plain, Optional<Last> before)
            throws IOException {
        List<RevCommit> parents = new ArrayList<>(List.of(published, plain));
        before.ifPresent(last -> parents.add(last.note));
        return work.note(plain.getTree(), parents);
    }

    /** What the branch has when newer work comes to it, with all that others brought there. */
    Merged with(Work work, RevCommit newer) throws IOException {
        if (published.getTree().equals(this.work.getTree())) {
            return new Merged.Clean(newer.getTree());
        }
        List<RevCommit> parents = new ArrayList<>(List.of(newer.getParents()));
        parents.add(this.work);
        return new Merging(work)
                .commits(
                        work.note(published.getTree(), List.of(published, this.work)),
                        work.note(newer.getTree(), parents));
    }
}
