package dev.ratoon.git.publish;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.PushGuard;
import dev.ratoon.git.publish.Merging.Merged;
import dev.ratoon.git.store.AgentStore;
import dev.ratoon.git.upstream.Pushed;
import dev.ratoon.git.upstream.Seen;
import dev.ratoon.git.upstream.Upstreams;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/** One order, carried out. Threads: one. */
final class Publication {
    private final Upstreams upstreams;
    private final AgentStore own;
    private final AgentRepository from;
    private final Where where;
    private final Order order;
    private final Work work;
    private final PublishLimits limits;
    private final List<PushGuard> guards;

    Publication(
            Upstreams upstreams,
            AgentStore own,
            AgentRepository from,
            Where where,
            Order order,
            Work work,
            PublishLimits limits,
            List<PushGuard> guards) {
        this.upstreams = upstreams;
        this.own = own;
        this.from = from;
        this.where = where;
        this.order = order;
        this.work = work;
        this.limits = limits;
        this.guards = guards;
    }

    Published run(Seen seen) throws IOException {
        Onto onto = Onto.of(from, order.onto(), seen);
        Seen there = isUpstream() ? seen : upstreams.look(where.source(), where.login());
        refuseDefault(there);
        Optional<ObjectId> tip = there.branch(from.branch());
        Optional<Last> newest = Last.newest(work, own);
        Composition composition = Composition.of(work, order);
        Tip at = new Tips(upstreams, from, where, order, work).of(tip, newest);
        RevCommit commit = commit(composition, at, onto, seen);
        boolean isThere = tip.isPresent() && tip.get().equals(commit);
        // Also when it is there: people may have taken it in, and left the branch.
        if (!(isThere && isItsOwnBase(onto)) && isNothing(commit, onto)) {
            return new Published.Nothing(
                    "There is nothing in it that %s does not have: nothing was pushed."
                            .formatted(onto.words()));
        }
        if (isThere) {
            boolean isNew = order.expected().isEmpty() && !from.goesOn();
            return new Published.Done(commit.name(), from.branch(), isNew, List.of());
        }
        List<RevCommit> published =
                new ArrayList<>(at.last().map(Last::published).stream().toList());
        at.foreign().ifPresent(published::add);
        SeenByPeople known = SeenByPeople.of(work, own, commit, seen, onto, published);
        refuseUnaccepted(Warnings.of(work, commit, known, limits, guards));
        Soundness.check(work, commit, known);
        RevCommit note = Last.note(work, commit, composition.plain(), newest);
        work.flush();
        own.publish(work.quarantine(), note.name());
        return push(tip, commit);
    }

    /** What an agent goes on with may have become that since it began. */
    private void refuseDefault(Seen there) {
        if (from.goesOn() && there.head().equals(Optional.of(from.ownRef()))) {
            throw Stopped.refused(
                    "%s is the default branch of %s now, which things come to by pull requests: have another one made the default."
                            .formatted(from.branch(), where.source().normalForm()));
        }
    }

    private RevCommit commit(Composition composition, Tip at, Onto onto, Seen seen)
            throws IOException {
        Optional<ObjectId> base = onto.tip();
        return switch (order.together()) {
            case AS_IS -> unmerged(composition, at);
            case MERGE -> {
                RevCommit commit = unmerged(composition, at);
                if (at.foreign().isPresent()) {
                    commit =
                            composition.merged(
                                    commit,
                                    at.foreign().get(),
                                    "what others pushed to " + from.branch());
                }
                yield base.isEmpty()
                        ? commit
                        : composition.merged(commit, work.commit(base.get()), onto.words());
            }
            case REBASE -> rebased(composition, at, onto, seen);
        };
    }

    private static RevCommit unmerged(Composition composition, Tip at) throws IOException {
        return at.last().isPresent() ? composition.after(at.last().get()) : composition.first();
    }

    private RevCommit rebased(Composition composition, Tip at, Onto onto, Seen seen)
            throws IOException {
        Optional<Last> last = at.last();
        boolean repeated =
                last.isPresent()
                        && last.get().work().equals(composition.plain())
                        && !order.expected().equals(Optional.of(last.get().published().name()));
        if (repeated) {
            return last.get().published();
        }
        if (last.isPresent() || at.foreign().isPresent()) {
            throw Stopped.refused(
                    "%s is published already, and what is published is not rewritten: merge instead."
                            .formatted(from.branch()));
        }
        Optional<ObjectId> base = onto.tip();
        return base.isEmpty()
                ? composition.first()
                : composition.rebased(
                        work.commit(base.get()),
                        onto.words(),
                        SeenByPeople.takenBack(work, own, seen));
    }

    private boolean isUpstream() {
        return where.source().normalForm().equals(from.source().normalForm());
    }

    /** As a repository's first branch is: what is published there it has by that alone. */
    private boolean isItsOwnBase(Onto onto) {
        return isUpstream() && onto.branch().equals(Optional.of(from.branch()));
    }

    /**
     * Whether the branch that it is meant for has all of it: its commits or, as after a squash or a
     * rebase, only what they say.
     */
    private boolean isNothing(RevCommit commit, Onto onto) throws IOException {
        Optional<ObjectId> base = onto.tip();
        if (base.isEmpty()) {
            return false;
        }
        RevCommit there = work.commit(base.get());
        if (work.leadsTo(there, commit)) {
            return true;
        }
        return switch (new Merging(work).commits(there, commit)) {
            case Merged.Clean(var tree) -> tree.equals(there.getTree());
            case Merged.Conflicting _ -> false;
        };
    }

    private void refuseUnaccepted(List<Warning> warnings) {
        List<Warning> left =
                warnings.stream().filter(one -> !order.accepted().contains(one.id())).toList();
        if (!left.isEmpty()) {
            throw new Stopped(new Published.Unaccepted(left));
        }
    }

    private Published push(Optional<ObjectId> tip, RevCommit commit) throws IOException {
        try (Repository repository = own.open()) {
            return switch (upstreams.push(
                    where.source(),
                    where.login(),
                    repository,
                    from.ownRef(),
                    tip,
                    commit.getId())) {
                case Pushed.Taken(var words) ->
                        new Published.Done(commit.name(), from.branch(), tip.isEmpty(), words);
                case Pushed.NotAllowed(var words) ->
                        new Published.NotAllowed(String.join("\n", words));
                case Pushed.Moved(var to) -> moved(to);
                case Pushed.Refused(var words) -> refused(tip, commit, String.join("\n", words));
            };
        }
    }

    private Published moved(Optional<ObjectId> to) {
        return new Published.Moved(
                "Somebody else changed %s in the very moment: look again at how it stands."
                        .formatted(from.branch()),
                to.map(ObjectId::name));
    }

    /**
     * Who lost a race is told so in as many ways as there are hosts. It may have been lost to
     * ourselves: to what a killed process sent.
     */
    private Published refused(Optional<ObjectId> tip, RevCommit commit, String words) {
        Optional<ObjectId> now =
                upstreams.look(where.source(), where.login()).branch(from.branch());
        if (now.isPresent() && now.get().equals(commit)) {
            return new Published.Done(commit.name(), from.branch(), tip.isEmpty(), List.of());
        }
        return now.equals(tip)
                ? new Published.Refused(
                        "%s does not take it: %s".formatted(where.source().normalForm(), words))
                : moved(now);
    }
}
