package dev.ratoon.git.review;

import dev.ratoon.git.upstream.NoMachineConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.transport.BundleWriter;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** One agent's repository, open for reading. Threads: one at a time. */
public final class Review implements AutoCloseable {
    /** Where the agent's branch began. */
    public static final String BASE = "refs/ratoon/base";

    /** The branch that it began at, wherever that is now. */
    public static final String ONTO = "refs/ratoon/onto";

    private final Repository repository;
    private final RevWalk walk;
    private final Bounds bounds;

    private Review(Repository repository, Bounds bounds) {
        this.repository = repository;
        this.walk = new RevWalk(repository);
        this.bounds = bounds;
    }

    /** Of a bare repository. */
    public static Review of(Path folder, Bounds bounds) throws IOException {
        NoMachineConfig.install();
        return new Review(
                new FileRepositoryBuilder()
                        .setGitDir(folder.toFile())
                        .setBare()
                        .setMustExist(true)
                        .build(),
                bounds);
    }

    /** The commit at a ref's full name; empty where there is none. */
    public Optional<String> commit(String ref) throws IOException {
        Ref found = repository.exactRef(ref);
        ObjectId id = found == null ? null : found.getObjectId();
        return id == null ? Optional.empty() : Optional.of(walk.parseCommit(id).name());
    }

    /**
     * Where the ways to the two commits part; empty when they have nothing in common, or not as far
     * as is looked.
     */
    public Optional<String> mergeBase(String one, String other) throws IOException {
        try (RevWalk bounded = bounded()) {
            bounded.setRetainBody(false);
            bounded.setRevFilter(RevFilter.MERGE_BASE);
            bounded.markStart(bounded.parseCommit(ObjectId.fromString(one)));
            bounded.markStart(bounded.parseCommit(ObjectId.fromString(other)));
            return Optional.ofNullable(bounded.next()).map(RevCommit::name);
        } catch (BoundedWalk.TooFar _) {
            return Optional.empty();
        }
    }

    private RevWalk bounded() {
        return new BoundedWalk(walk.getObjectReader(), bounds.history(), Bounds.PATIENCE);
    }

    public Optional<String> parent(String commit) throws IOException {
        RevCommit read = parsed(commit);
        return read.getParentCount() == 0
                ? Optional.empty()
                : Optional.of(read.getParent(0).name());
    }

    /** What is between two commits; without the first one, all of the second is new. */
    public Comparison compare(Optional<String> from, String to) throws IOException {
        return new Comparison(
                repository,
                from.isPresent() ? parsed(from.get()).getTree() : empty(),
                parsed(to).getTree(),
                bounds);
    }

    /** How much that is, without looking through more of it than that. */
    public Totals totals(Optional<String> from, String to, Totals.Most most) throws IOException {
        try (TreeWalk trees = new TreeWalk(walk.getObjectReader())) {
            if (from.isPresent()) {
                trees.addTree(parsed(from.get()).getTree());
            } else {
                trees.addTree(new EmptyTreeIterator());
            }
            trees.addTree(parsed(to).getTree());
            trees.setFilter(TreeFilter.ANY_DIFF);
            return new Counting(most, bounds.file(), walk.getObjectReader()).of(trees);
        }
    }

    @SuppressWarnings("NullAway") // JGit's way to say that there is no tree
    private static RevTree empty() {
        return null;
    }

    /** The commits that lead to the second and not to the first, newest first. */
    public List<CommitLine> commits(Optional<String> from, String to) throws IOException {
        try {
            return lines(from, to);
        } catch (BoundedWalk.TooFar _) {
            // So many lead to it that the newest are all its own.
            return lines(Optional.empty(), to);
        }
    }

    private List<CommitLine> lines(Optional<String> from, String to) throws IOException {
        List<CommitLine> lines = new ArrayList<>();
        try (RevWalk bounded = bounded()) {
            bounded.markStart(bounded.parseCommit(ObjectId.fromString(to)));
            if (from.isPresent()) {
                bounded.markUninteresting(bounded.parseCommit(ObjectId.fromString(from.get())));
            }
            for (RevCommit commit = bounded.next();
                    commit != null && lines.size() < bounds.commits();
                    commit = bounded.next()) {
                lines.add(line(commit));
            }
        }
        return lines;
    }

    private static CommitLine line(RevCommit commit) {
        var author = commit.getAuthorIdent();
        return new CommitLine(
                commit.name(),
                commit.getShortMessage(),
                author.getName(),
                author.getWhenAsInstant());
    }

    /** A file of a commit's tree; empty when there is none of that name. */
    public Optional<RawFile> file(String commit, String path) throws IOException {
        if (path.isEmpty() || path.startsWith("/") || path.endsWith("/")) {
            return Optional.empty();
        }
        try (TreeWalk found = TreeWalk.forPath(repository, path, parsed(commit).getTree())) {
            if (found == null || found.getFileMode(0).getObjectType() != Constants.OBJ_BLOB) {
                return Optional.empty();
            }
            return Optional.of(new RawFile(repository, found.getObjectId(0)));
        }
    }

    /**
     * Commits as one file that git can fetch from.
     *
     * @param refs by the names that they have in the file
     * @param known a commit that whoever fetches has, with all that leads to it
     */
    public void bundle(Map<String, String> refs, Optional<String> known, OutputStream out)
            throws IOException {
        var bundle = new BundleWriter(repository);
        var packing = new PackConfig();
        // Deltas that are there are sent. To look for new ones would hold ten objects at a time.
        packing.setDeltaCompress(false);
        packing.setThreads(1);
        bundle.setPackConfig(packing);
        for (var ref : refs.entrySet()) {
            bundle.include(ref.getKey(), parsed(ref.getValue()));
        }
        if (known.isPresent()) {
            bundle.assume(parsed(known.get()));
        }
        bundle.writeBundle(NullProgressMonitor.INSTANCE, out);
    }

    private RevCommit parsed(String commit) throws IOException {
        return walk.parseCommit(ObjectId.fromString(commit));
    }

    @Override
    public void close() {
        walk.close();
        repository.close();
    }
}
