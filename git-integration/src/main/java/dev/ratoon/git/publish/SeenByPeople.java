package dev.ratoon.git.publish;

import dev.ratoon.git.review.Review;
import dev.ratoon.git.store.AgentStore;
import dev.ratoon.git.upstream.Seen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * What people see already, so that nobody is warned of it.
 *
 * @param commits to which something upstream, or what was published, leads
 * @param files commits whose files those of a publication are compared with
 * @param takenBack commits that upstream had where the agent began, and to which nothing leads now
 */
record SeenByPeople(List<RevCommit> commits, List<RevCommit> files, Set<ObjectId> takenBack) {
    static SeenByPeople of(
            Work work,
            AgentStore own,
            RevCommit tip,
            Seen seen,
            Onto onto,
            List<RevCommit> published)
            throws IOException {
        List<RevCommit> commits = commits(work, seen, published);
        List<RevCommit> files = new ArrayList<>(published);
        Optional<ObjectId> base = onto.tip();
        if (base.isPresent()) {
            work.parting(tip, work.commit(base.get())).ifPresent(files::add);
        }
        return new SeenByPeople(commits, files, takenBack(work, own, commits));
    }

    /** Of what was never published: somebody has rewritten the branch, or deleted it. */
    static Set<ObjectId> takenBack(Work work, AgentStore own, Seen seen) throws IOException {
        return takenBack(work, own, commits(work, seen, List.of()));
    }

    private static Set<ObjectId> takenBack(Work work, AgentStore own, List<RevCommit> known)
            throws IOException {
        Optional<RevCommit> begun = work.at(own, Review.BASE);
        Set<ObjectId> all = new HashSet<>();
        if (begun.isPresent()) {
            try (RevWalk walk = work.newWalk()) {
                walk.setRetainBody(false);
                walk.markStart(walk.parseCommit(begun.get()));
                for (RevCommit one : known) {
                    walk.markUninteresting(walk.parseCommit(one));
                }
                for (RevCommit commit : walk) {
                    all.add(commit.copy());
                }
            }
        }
        return all;
    }

    private static List<RevCommit> commits(Work work, Seen seen, List<RevCommit> published)
            throws IOException {
        List<RevCommit> commits = new ArrayList<>(published);
        try (RevWalk walk = work.newWalk()) {
            for (Ref ref : seen.refs().values()) {
                if (walk.peel(walk.parseAny(ref.getObjectId())) instanceof RevCommit commit) {
                    commits.add(commit);
                }
            }
        }
        return commits;
    }
}
