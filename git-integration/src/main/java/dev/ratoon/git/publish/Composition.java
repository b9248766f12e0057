package dev.ratoon.git.publish;

import dev.ratoon.git.publish.Merging.Merged;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * Makes of an agent's work the commit that its branch will be at. What the agent committed stays as
 * it is; what was published before is never rewritten, and what others brought to it is kept.
 *
 * @param plain the work by itself, as it is remembered
 */
record Composition(Work work, Order order, Commits commits, RevCommit plain) {
    static Composition of(Work work, Order order) throws IOException {
        ObjectId tree = Uncommitted.of(work).tree(order.chosen());
        return new Composition(work, order, new Commits(work, order), plain(work, tree));
    }

    static RevCommit plain(Work work, ObjectId tree) throws IOException {
        return work.note(tree, work.head().stream().toList());
    }

    /** Without anything that was published before. */
    RevCommit first() throws IOException {
        Optional<RevCommit> head = work.head();
        return head.isPresent() && head.get().getTree().equals(plain.getTree())
                ? head.get()
                : commits.own(plain.getTree(), head.stream().toList());
    }

    /** After what was published last. */
    RevCommit after(Last last) throws IOException {
        if (plain.equals(last.work())) {
            return last.published();
        }
        Optional<RevCommit> head = work.head();
        if (head.isPresent() && work.leadsTo(head.get(), last.published())) {
            return first();
        }
        ObjectId tree =
                clean(
                        last.with(work, plain),
                        "What the agent did since does not come together by itself with what others brought to its branch: have the agent fetch and merge it.");
        boolean nothingCommitted = head.isEmpty() || work.leadsTo(last.published(), head.get());
        if (nothingCommitted && tree.equals(last.published().getTree())) {
            return last.published();
        }
        List<RevCommit> parents = new ArrayList<>(List.of(last.published()));
        if (!nothingCommitted) {
            head.ifPresent(parents::add);
        }
        return commits.own(tree, parents);
    }

    /** On top of another branch, where nobody has seen it yet. */
    RevCommit rebased(RevCommit base, String branch, Set<ObjectId> takenBack) throws IOException {
        Optional<RevCommit> head = work.head();
        if (head.isEmpty()) {
            return first();
        }
        RevCommit moved = new Rebase(work, commits, takenBack).onto(base, branch, head.get());
        if (head.get().getTree().equals(plain.getTree())) {
            return moved;
        }
        ObjectId tree =
                clean(
                        new Merging(work)
                                .trees(head.get().getTree(), moved.getTree(), plain.getTree()),
                        "What is not committed does not come together by itself with %s: have the agent do it."
                                .formatted(branch));
        return commits.own(tree, List.of(moved));
    }

    /** With another one merged into it. */
    RevCommit merged(RevCommit ours, RevCommit theirs, String what) throws IOException {
        if (work.leadsTo(ours, theirs)) {
            return ours;
        }
        ObjectId tree =
                clean(
                        new Merging(work).commits(ours, theirs),
                        "The work does not come together by itself with %s: have the agent merge it."
                                .formatted(what));
        return commits.merge(tree, ours, theirs, what);
    }

    private static ObjectId clean(Merged merged, String words) {
        return switch (merged) {
            case Merged.Clean(var tree) -> tree;
            case Merged.Conflicting(var paths) ->
                    throw new Stopped(new Published.Conflicts(words, paths));
        };
    }
}
