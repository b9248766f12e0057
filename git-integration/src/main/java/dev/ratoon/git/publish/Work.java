package dev.ratoon.git.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.review.BoundedWalk;
import dev.ratoon.git.review.Bounds;
import dev.ratoon.git.store.AgentStore;
import dev.ratoon.git.store.GitStore;
import dev.ratoon.git.store.Quarantine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/**
 * An agent's work as one checkpoint has it, with room for what is made of it: nothing is kept that
 * is not taken out of the quarantine. Threads: one.
 */
final class Work implements AutoCloseable {
    private static final String CHECKPOINTS = "refs/ratoon/checkpoints/";
    private static final String TRAILER = "Ratoon-Turn";
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final PersonIdent NOBODY =
            new PersonIdent("Ratoon", "", Instant.EPOCH, ZoneOffset.UTC);

    private final Quarantine quarantine;
    private final ObjectInserter inserter;
    private final int history;
    private final RevWalk walk;
    private final RevCommit checkpoint;
    private final Optional<RevCommit> head;

    private Work(Quarantine quarantine, ObjectId checkpoint, int history) throws IOException {
        this.quarantine = quarantine;
        this.history = history;
        this.inserter =
                new BoundedInserter(
                        ((ObjectDirectory) quarantine.repository().getObjectDatabase())
                                .newPackInserter());
        this.walk = new RevWalk(inserter.newReader());
        this.checkpoint = walk.parseCommit(checkpoint);
        this.head = head(walk, this.checkpoint);
    }

    /**
     * Empty when the agent has no such checkpoint.
     *
     * @param history commits that each question looks through at most
     */
    static Optional<Work> open(GitStore store, AgentRepository from, String checkpoint, int history)
            throws IOException {
        AgentStore own = store.opened(from);
        if (!isKept(own, checkpoint)) {
            return Optional.empty();
        }
        Quarantine quarantine = store.quarantine(from);
        try {
            return Optional.of(new Work(quarantine, ObjectId.fromString(checkpoint), history));
        } catch (IOException | RuntimeException e) {
            quarantine.close();
            throw e;
        }
    }

    private static boolean isKept(AgentStore own, String checkpoint) throws IOException {
        try (Repository repository = own.open()) {
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(CHECKPOINTS)) {
                ObjectId id = ref.getObjectId();
                if (id != null && id.name().equals(checkpoint)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** A checkpoint without commits has the checkpoint before it in that place. */
    private static Optional<RevCommit> head(RevWalk walk, RevCommit checkpoint) throws IOException {
        if (checkpoint.getParentCount() == 0) {
            return Optional.empty();
        }
        RevCommit first = walk.parseCommit(checkpoint.getParent(0));
        return isCheckpoint(first) ? Optional.empty() : Optional.of(first);
    }

    static boolean isCheckpoint(RevCommit commit) {
        return !commit.getFooterLines(TRAILER).isEmpty();
    }

    RevCommit checkpoint() {
        return checkpoint;
    }

    /** What the agent has committed; empty when it has committed nothing. */
    Optional<RevCommit> head() {
        return head;
    }

    Repository repository() {
        return quarantine.repository();
    }

    Quarantine quarantine() {
        return quarantine;
    }

    ObjectInserter inserter() {
        return inserter;
    }

    /** For questions that leave nothing behind, whatever is read beside the commits. */
    RevWalk newWalk() {
        return new BoundedWalk(inserter.newReader(), history, LONGEST);
    }

    /** For questions about commits alone. */
    RevWalk newShortWalk(ObjectReader reader) {
        return new BoundedWalk(reader, history, Bounds.PATIENCE);
    }

    private RevWalk newShortWalk() {
        RevWalk own = newShortWalk(inserter.newReader());
        own.setRetainBody(false);
        return own;
    }

    RevCommit commit(ObjectId id) throws IOException {
        return walk.parseCommit(id);
    }

    RevTree nothing() throws IOException {
        return walk.parseTree(inserter.insert(Constants.OBJ_TREE, new byte[0]));
    }

    /** What a ref of the agent's repository leads to. */
    Optional<RevCommit> at(AgentStore own, String ref) throws IOException {
        try (Repository repository = own.open()) {
            Ref found = repository.exactRef(ref);
            ObjectId id = found == null ? null : found.getObjectId();
            return id == null ? Optional.empty() : Optional.of(commit(id));
        }
    }

    boolean has(ObjectId id) throws IOException {
        return walk.getObjectReader().has(id);
    }

    boolean leadsTo(RevCommit tip, RevCommit earlier) throws IOException {
        try (RevWalk own = newShortWalk()) {
            return own.isMergedInto(own.parseCommit(earlier), own.parseCommit(tip));
        }
    }

    /** Where the ways to the two part. */
    Optional<RevCommit> parting(RevCommit one, RevCommit other) throws IOException {
        try (RevWalk own = newShortWalk()) {
            own.setRevFilter(RevFilter.MERGE_BASE);
            own.markStart(own.parseCommit(one));
            own.markStart(own.parseCommit(other));
            RevCommit found = own.next();
            if (found != null && own.next() != null) {
                throw Stopped.refused(
                        "The work and the branch that it is meant for have met more than once, so that nobody can tell what is whose: have the agent merge that branch into its own.");
            }
            return found == null ? Optional.empty() : Optional.of(commit(found));
        }
    }

    RevCommit make(
            ObjectId tree,
            List<RevCommit> parents,
            PersonIdent author,
            PersonIdent committer,
            String message)
            throws IOException {
        var builder = new CommitBuilder();
        builder.setTreeId(tree);
        builder.setParentIds(parents);
        builder.setAuthor(author);
        builder.setCommitter(committer);
        builder.setEncoding(UTF_8);
        builder.setMessage(message);
        return commit(inserter.insert(builder));
    }

    /** A commit of our own, the same whenever it is made, which nobody else ever sees. */
    RevCommit note(ObjectId tree, List<RevCommit> parents) throws IOException {
        return make(tree, parents, NOBODY, NOBODY, "");
    }

    void flush() throws IOException {
        inserter.flush();
    }

    @Override
    public void close() throws IOException {
        walk.close();
        inserter.close();
        quarantine.close();
    }
}
