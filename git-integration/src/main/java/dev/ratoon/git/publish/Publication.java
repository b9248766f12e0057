package dev.ratoon.git.publish;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.store.AgentStore;
import dev.ratoon.git.store.Checks;
import dev.ratoon.git.upstream.Pushed;
import dev.ratoon.git.upstream.RemoteWords;
import dev.ratoon.git.upstream.Seen;
import dev.ratoon.git.upstream.Upstream;
import dev.ratoon.git.upstream.Upstreams;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
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

    Publication(
            Upstreams upstreams,
            AgentStore own,
            AgentRepository from,
            Where where,
            Order order,
            Work work,
            PublishLimits limits) {
        this.upstreams = upstreams;
        this.own = own;
        this.from = from;
        this.where = where;
        this.order = order;
        this.work = work;
        this.limits = limits;
    }

    Published run(Seen seen) throws IOException {
        Onto onto = Onto.of(from, order.onto(), seen);
        Seen there =
                where.source().normalForm().equals(from.source().normalForm())
                        ? seen
                        : upstreams.look(where.source(), where.login());
        Optional<ObjectId> tip = there.branch(from.branch());
        Optional<Last> newest = Last.newest(work, own);
        Composition composition = Composition.of(work, order);
        Tip at = tip(tip, newest);
        RevCommit commit = commit(composition, at, onto);
        if (tip.isPresent() && tip.get().equals(commit)) {
            boolean isNew = order.expected().isEmpty() && !from.goesOn();
            return new Published.Done(commit.name(), from.branch(), isNew, List.of());
        }
        if (isNothing(commit, onto)) {
            return new Published.Nothing(
                    "There is nothing in it that %s does not have: nothing was pushed."
                            .formatted(onto.words()));
        }
        List<RevCommit> published =
                new ArrayList<>(at.last().map(Last::published).stream().toList());
        at.foreign().ifPresent(published::add);
        Known known = Known.of(work, commit, seen, onto, published);
        refuseUnaccepted(Warnings.of(work, commit, known, limits));
        Soundness.check(work, commit, known);
        RevCommit note = Last.note(work, commit, composition.plain(), newest);
        work.flush();
        own.publish(work.quarantine(), note.name());
        return push(tip, commit);
    }

    /**
     * Where the branch is, as far as it concerns us.
     *
     * @param last what of ours it is at, or was when somebody else went on with it
     * @param foreign where somebody else brought it
     */
    private record Tip(Optional<Last> last, Optional<RevCommit> foreign) {}

    private Tip tip(Optional<ObjectId> tip, Optional<Last> newest) throws IOException {
        if (tip.isEmpty()) {
            if (order.expected().isPresent()) {
                throw new Stopped(
                        new Published.Moved(
                                "%s is not there any more: somebody deleted it, perhaps after it was taken in."
                                        .formatted(from.branch()),
                                Optional.empty()));
            }
            return new Tip(Optional.empty(), Optional.empty());
        }
        ObjectId at = tip.get();
        if (newest.isPresent() && newest.get().published().equals(at)) {
            return new Tip(newest, Optional.empty());
        }
        Optional<Last> expected =
                newest.isEmpty() || order.expected().isEmpty()
                        ? Optional.empty()
                        : newest.get().of(work, order.expected().get());
        if (expected.isPresent() && expected.get().published().equals(at)) {
            return new Tip(expected, Optional.empty());
        }
        RevCommit foreign = brought(at);
        if (order.together() != Together.MERGE && !isTakenIn(foreign, expected)) {
            throw new Stopped(new Published.Moved(who(foreign), Optional.of(foreign.name())));
        }
        return new Tip(expected, Optional.of(foreign));
    }

    /** The agent has it in its own work, and nothing that we published was thrown away for it. */
    private boolean isTakenIn(RevCommit foreign, Optional<Last> expected) throws IOException {
        return work.head().isPresent()
                && work.leadsTo(work.head().get(), foreign)
                && (expected.isEmpty() || work.leadsTo(foreign, expected.get().published()));
    }

    private RevCommit brought(ObjectId tip) throws IOException {
        if (!work.has(tip)) {
            try (Upstream upstream =
                    upstreams.open(where.source(), where.login(), work.repository())) {
                List<Ref> wanted =
                        upstream.seen().refs().values().stream()
                                .filter(ref -> tip.equals(ref.getObjectId()))
                                .toList();
                Set<ObjectId> have =
                        work.head().stream().map(RevCommit::getId).collect(Collectors.toSet());
                upstream.fetch(wanted, have, Checks.ofOthers());
            }
        }
        return work.commit(tip);
    }

    private String who(RevCommit foreign) {
        return "Somebody else pushed to %s: it is at %s, \"%s\" by %s. Merge it, or have the agent do so."
                .formatted(
                        from.branch(),
                        foreign.name().substring(0, 12),
                        RemoteWords.plain(foreign.getShortMessage()),
                        RemoteWords.plain(foreign.getAuthorIdent().getName()));
    }

    private RevCommit commit(Composition composition, Tip at, Onto onto) throws IOException {
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
            case REBASE -> rebased(composition, at, onto);
        };
    }

    private static RevCommit unmerged(Composition composition, Tip at) throws IOException {
        return at.last().isPresent() ? composition.after(at.last().get()) : composition.first();
    }

    private RevCommit rebased(Composition composition, Tip at, Onto onto) throws IOException {
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
                : composition.rebased(work.commit(base.get()), onto.words());
    }

    private boolean isNothing(RevCommit commit, Onto onto) throws IOException {
        Optional<ObjectId> base = onto.tip();
        if (base.isEmpty()) {
            return false;
        }
        RevCommit there = work.commit(base.get());
        if (work.leadsTo(there, commit)) {
            return true;
        }
        Optional<RevCommit> parting = work.parting(commit, there);
        return parting.isPresent() && parting.get().getTree().equals(commit.getTree());
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
