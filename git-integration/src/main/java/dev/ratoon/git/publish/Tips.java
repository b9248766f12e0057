package dev.ratoon.git.publish;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.RemoteWords;
import dev.ratoon.git.store.Checks;
import dev.ratoon.git.upstream.Upstream;
import dev.ratoon.git.upstream.Upstreams;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;

/** Tells whose the place is that the branch is at. */
record Tips(Upstreams upstreams, AgentRepository from, Where where, Order order, Work work) {
    /** Stops when somebody else changed it, and whoever publishes does not want that merged in. */
    Tip of(Optional<ObjectId> tip, Optional<Last> newest) throws IOException {
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
        // What was sent since is ours, though a crash may have kept it from being known.
        Optional<Last> ours =
                newest.isEmpty()
                        ? Optional.empty()
                        : newest.get().since(work, order.expected()).stream()
                                .filter(one -> one.published().equals(at))
                                .findFirst();
        if (ours.isPresent()) {
            return new Tip(ours, Optional.empty());
        }
        Optional<Last> expected =
                newest.isEmpty() || order.expected().isEmpty()
                        ? Optional.empty()
                        : newest.get().of(work, order.expected().get());
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
                upstream.fetch(wanted, have, Checks.ofOthers(), NullProgressMonitor.INSTANCE);
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
}
