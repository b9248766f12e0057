package dev.ratoon.git.publish;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.PushGuard;
import dev.ratoon.git.publish.Merging.Merged;
import dev.ratoon.git.review.ChangedFile;
import dev.ratoon.git.review.CommitLine;
import dev.ratoon.git.review.Comparison;
import dev.ratoon.git.review.Review;
import dev.ratoon.git.store.AgentStore;
import dev.ratoon.git.upstream.Seen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** What a publication of all the work would bring, without keeping anything of it. */
final class Outlook {
    private static final int MOST_BEHIND = 10_000;

    private final AgentStore own;
    private final AgentRepository from;
    private final Work work;
    private final PublishLimits limits;
    private final List<PushGuard> guards;

    Outlook(
            AgentStore own,
            AgentRepository from,
            Work work,
            PublishLimits limits,
            List<PushGuard> guards) {
        this.own = own;
        this.from = from;
        this.work = work;
        this.limits = limits;
        this.guards = guards;
    }

    Proposal of(Question question, Seen seen) throws IOException {
        Onto onto = Onto.of(from, question.onto(), seen);
        Optional<RevCommit> base = base(onto);
        Optional<Last> last = last(question);
        RevCommit plain = Composition.plain(work, Uncommitted.of(work).tree(new Chosen.All()));
        List<String> conflicts = new ArrayList<>();
        RevCommit tip = tip(plain, last, conflicts);
        SeenByPeople known =
                SeenByPeople.of(
                        work, own, tip, seen, onto, last.map(Last::published).stream().toList());
        Standing standing = standing(tip, base, conflicts);
        work.flush();
        try (Review review = Review.of(work.quarantine().folder(), limits.bounds());
                Review single =
                        Review.of(work.quarantine().folder(), limits.bounds().withoutRenames())) {
            Optional<String> parting =
                    base.isEmpty()
                            ? Optional.empty()
                            : review.mergeBase(tip.name(), base.get().name());
            return new Proposal(
                    question.commit(),
                    from.branch(),
                    onto.branch(),
                    onto.gone(),
                    commits(review, base),
                    files(review, parting, tip),
                    files(single, work.head().map(RevCommit::name), plain),
                    Warnings.of(work, tip, known, limits, guards),
                    standing);
        }
    }

    private Optional<RevCommit> base(Onto onto) throws IOException {
        return onto.tip().isEmpty() ? Optional.empty() : Optional.of(work.commit(onto.tip().get()));
    }

    private Optional<Last> last(Question question) throws IOException {
        Optional<Last> newest = Last.newest(work, own);
        return newest.isEmpty() || question.published().isEmpty()
                ? Optional.empty()
                : newest.get().of(work, question.published().get());
    }

    private RevCommit tip(RevCommit plain, Optional<Last> last, List<String> conflicts)
            throws IOException {
        if (last.isEmpty()) {
            return plain;
        }
        List<RevCommit> parents = new ArrayList<>(List.of(last.get().published()));
        parents.addAll(work.head().stream().toList());
        return switch (last.get().with(work, plain)) {
            case Merged.Clean(var tree) -> work.note(tree, parents);
            case Merged.Conflicting(var paths) -> {
                conflicts.addAll(paths);
                yield plain;
            }
        };
    }

    private Standing standing(RevCommit tip, Optional<RevCommit> base, List<String> conflicts)
            throws IOException {
        if (base.isEmpty() || work.leadsTo(tip, base.get())) {
            return new Standing(0, conflicts);
        }
        switch (new Merging(work).commits(tip, base.get())) {
            case Merged.Clean _ -> {}
            case Merged.Conflicting(var paths) -> conflicts.addAll(paths);
        }
        return new Standing(behind(tip, base.get()), conflicts);
    }

    private int behind(RevCommit tip, RevCommit base) throws IOException {
        try (RevWalk walk = work.newWalk()) {
            walk.markStart(walk.parseCommit(base));
            walk.markUninteresting(walk.parseCommit(tip));
            int count = 0;
            while (count < MOST_BEHIND && walk.next() != null) {
                count++;
            }
            return count;
        }
    }

    private List<CommitLine> commits(Review review, Optional<RevCommit> base) throws IOException {
        Optional<RevCommit> head = work.head();
        return head.isEmpty()
                ? List.of()
                : review.commits(base.map(RevCommit::name), head.get().name());
    }

    private static List<ChangedFile> files(Review review, Optional<String> before, RevCommit after)
            throws IOException {
        try (Comparison comparison = review.compare(before, after.name())) {
            return comparison.files();
        }
    }
}
