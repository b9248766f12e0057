package dev.ratoon.git.push;

import dev.ratoon.git.PushRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** What the commits of a push may change. Hidden refs are nobody's to read: they may hold all. */
final class ContentRules {
    /** What is longer is no source that somebody typed a key into. */
    private static final long LONGEST_TEXT = 1 << 20;

    private final Repository repository;
    private final Collection<Ref> shown;
    private final PathGlobs denied;
    private final boolean secrets;

    ContentRules(Repository repository, PushLimits limits, Collection<Ref> shown) {
        this.repository = repository;
        this.shown = shown;
        this.denied = new PathGlobs(limits.paths());
        this.secrets = limits.secrets();
    }

    /**
     * What came with a checkpoint was not looked at then: so only what branches and tags lead to is
     * known.
     */
    Optional<Refusal> broken(ObjectId tip, String ref) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            if (walk.parseAny(tip).getType() != Constants.OBJ_COMMIT) {
                return Optional.of(
                        Refusal.fsck(
                                "A branch is made of commits: push one, not a tag or a tree."));
            }
            if (RefRules.hidden(ref) || (denied.none() && !secrets)) {
                return Optional.empty();
            }
            walk.markStart(walk.parseCommit(tip));
            for (Ref known : shown) {
                if (known.getObjectId() != null
                        && walk.peel(walk.parseAny(known.getObjectId())) instanceof RevCommit old) {
                    walk.markUninteresting(old);
                }
            }
            for (RevCommit commit : walk) {
                Optional<Refusal> broken = broken(commit, walk);
                if (broken.isPresent()) {
                    return broken;
                }
            }
            return Optional.empty();
        }
    }

    /** What a merge took over from either side as it was is not its change. */
    private Optional<Refusal> broken(RevCommit commit, RevWalk walk) throws IOException {
        try (TreeWalk trees = new TreeWalk(repository)) {
            trees.setRecursive(true);
            trees.addTree(commit.getTree());
            for (RevCommit parent : commit.getParents()) {
                trees.addTree(walk.parseCommit(parent).getTree());
            }
            if (commit.getParentCount() == 0) {
                trees.addTree(new EmptyTreeIterator());
            }
            trees.setFilter(TreeFilter.ANY_DIFF);
            while (trees.next()) {
                if (changed(trees)) {
                    Optional<Refusal> broken =
                            path(commit, trees.getPathString()).or(() -> secret(commit, trees));
                    if (broken.isPresent()) {
                        return broken;
                    }
                }
            }
            return Optional.empty();
        }
    }

    private static boolean changed(TreeWalk trees) {
        for (int i = 1; i < trees.getTreeCount(); i++) {
            if (trees.idEqual(0, i) && trees.getRawMode(0) == trees.getRawMode(i)) {
                return false;
            }
        }
        return true;
    }

    private Optional<Refusal> path(RevCommit commit, String path) {
        return denied.match(path)
                .map(
                        glob ->
                                new Refusal(
                                        PushRule.PATHS,
                                        "Commit %s changes %s, and %s is for people to change: leave it out of the commit."
                                                .formatted(shortly(commit), path, glob)));
    }

    private Optional<Refusal> secret(RevCommit commit, TreeWalk trees) {
        int mode = trees.getRawMode(0);
        boolean file = FileMode.REGULAR_FILE.equals(mode) || FileMode.EXECUTABLE_FILE.equals(mode);
        if (!secrets || !file) {
            return Optional.empty();
        }
        String path = trees.getPathString();
        return SecretShapes.added(text(trees.getObjectId(1)), text(trees.getObjectId(0)))
                .map(
                        found ->
                                new Refusal(
                                        PushRule.SECRETS,
                                        "Commit %s adds what looks like %s, in %s, line %d: take it out of the commit, and revoke it if it is one."
                                                .formatted(
                                                        shortly(commit),
                                                        found.what(),
                                                        path,
                                                        found.line())));
    }

    private String text(ObjectId blob) {
        if (blob.equals(ObjectId.zeroId())) {
            return "";
        }
        try (ObjectReader reader = repository.newObjectReader()) {
            ObjectLoader loader = reader.open(blob);
            if (loader.getType() != Constants.OBJ_BLOB || loader.getSize() > LONGEST_TEXT) {
                return "";
            }
            byte[] bytes = loader.getCachedBytes();
            return RawText.isBinary(bytes) ? "" : new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw PushDoor.broken(e);
        }
    }

    private static String shortly(RevCommit commit) {
        return commit.name().substring(0, 12);
    }
}
