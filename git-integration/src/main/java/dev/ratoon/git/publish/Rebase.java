package dev.ratoon.git.publish;

import dev.ratoon.git.publish.Merging.Merged;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;

/** Makes an agent's commits anew, one after the other, after those of others. */
final class Rebase {
    private static final int MOST = 1_000;

    private final Work work;
    private final Commits commits;
    private final Set<ObjectId> takenBack;

    /**
     * @param takenBack what of others is among the commits, and is left out
     */
    Rebase(Work work, Commits commits, Set<ObjectId> takenBack) {
        this.work = work;
        this.commits = commits;
        this.takenBack = takenBack;
    }

    RevCommit onto(RevCommit base, String branch, RevCommit head) throws IOException {
        if (work.leadsTo(head, base) && !bringsBack(base, head)) {
            return head;
        }
        RevCommit at = base;
        for (RevCommit commit : missing(base, head)) {
            RevCommit before = at;
            Merged merged =
                    new Merging(work)
                            .trees(
                                    commit.getParentCount() == 0
                                            ? work.nothing()
                                            : work.commit(commit.getParent(0)).getTree(),
                                    before.getTree(),
                                    commit.getTree());
            switch (merged) {
                case Merged.Clean(var tree) -> {
                    // Nothing is left of one that others have, too.
                    if (!tree.equals(before.getTree())) {
                        at = commits.again(commit, tree, before);
                    }
                }
                case Merged.Conflicting(var paths) ->
                        throw new Stopped(
                                new Published.Conflicts(
                                        "\"%s\" cannot be made anew on %s by itself: have the agent do it, or merge."
                                                .formatted(commit.getShortMessage(), branch),
                                        paths));
            }
        }
        return at;
    }

    private boolean bringsBack(RevCommit base, RevCommit head) throws IOException {
        if (takenBack.isEmpty()) {
            return false;
        }
        try (RevWalk walk = work.newWalk()) {
            walk.setRetainBody(false);
            walk.markStart(walk.parseCommit(head));
            walk.markUninteresting(walk.parseCommit(base));
            for (RevCommit commit : walk) {
                if (takenBack.contains(commit)) {
                    return true;
                }
            }
            return false;
        }
    }

    private List<RevCommit> missing(RevCommit base, RevCommit head) throws IOException {
        List<RevCommit> all = new ArrayList<>();
        try (RevWalk walk = work.newWalk()) {
            walk.sort(RevSort.TOPO);
            walk.sort(RevSort.REVERSE, true);
            walk.markStart(walk.parseCommit(head));
            walk.markUninteresting(walk.parseCommit(base));
            for (RevCommit commit : walk) {
                if (takenBack.contains(commit)) {
                    continue;
                }
                if (commit.getParentCount() > 1) {
                    throw Stopped.refused(
                            "The agent has merged others' work into its own, which a rebase would undo: merge instead.");
                }
                all.add(work.commit(commit));
            }
        }
        if (all.size() > MOST) {
            throw Stopped.refused(
                    "%d commits are too many to be made anew: merge instead."
                            .formatted(all.size()));
        }
        return all;
    }
}
