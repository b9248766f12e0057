package dev.ratoon.git.push;

import dev.ratoon.git.PushGuard;
import dev.ratoon.git.PushRule;
import dev.ratoon.git.review.BoundedWalk;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** What the commits of a push may change. Hidden refs are nobody's to read: they may hold all. */
final class ContentRules {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Repository repository;
    private final int history;
    private final Collection<Ref> shown;
    private final GuardedPaths paths;
    private final Optional<PushGuard> secrets;

    /**
     * @param history commits that are looked at for one push at most
     */
    ContentRules(
            Repository repository, int history, List<PushGuard> guards, Collection<Ref> shown) {
        this.repository = repository;
        this.history = history;
        this.shown = shown;
        this.paths = new GuardedPaths(guards);
        this.secrets = guards.stream().filter(PushGuard::secrets).findFirst();
    }

    /**
     * What came with a checkpoint was not looked at then: so only what branches and tags lead to is
     * known.
     */
    Optional<Refusal> broken(ObjectId tip, String ref) throws IOException {
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk walk = new BoundedWalk(reader, history, LONGEST)) {
            walk.setRetainBody(false);
            if (walk.parseAny(tip).getType() != Constants.OBJ_COMMIT) {
                return Optional.of(
                        Refusal.fsck(
                                "A branch is made of commits: push one, not a tag or a tree."));
            }
            if (RefRules.hidden(ref) || (paths.none() && secrets.isEmpty())) {
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
        } catch (BoundedWalk.TooFar e) {
            return Optional.of(
                    Refusal.size(
                            "What was never on a branch here is looked at first, and it has %s: push fewer at a time, or make them fewer."
                                    .formatted(e.getMessage())));
        }
    }

    private Optional<Refusal> broken(RevCommit commit, RevWalk walk) throws IOException {
        return CommitChanges.first(
                walk,
                commit,
                file ->
                        path(commit, file.getPathString())
                                .or(() -> secrets.flatMap(guard -> secret(commit, file, guard))));
    }

    private Optional<Refusal> path(RevCommit commit, String path) {
        return paths.of(path)
                .map(
                        rule ->
                                new Refusal(
                                        PushRule.PATHS,
                                        "Commit %s changes %s, and %s is for people to change%s: leave it out of the commit."
                                                .formatted(
                                                        shortly(commit),
                                                        path,
                                                        rule.glob(),
                                                        whose(rule.whose()))));
    }

    private static Optional<Refusal> secret(RevCommit commit, TreeWalk file, PushGuard guard) {
        return CommitChanges.secret(file)
                .map(
                        found ->
                                new Refusal(
                                        PushRule.SECRETS,
                                        "Commit %s adds what looks like %s, in %s, line %d%s: take it out of the commit, and revoke it if it is one."
                                                .formatted(
                                                        shortly(commit),
                                                        found.what(),
                                                        file.getPathString(),
                                                        found.line(),
                                                        whose(guard.whose()))));
    }

    private static String whose(String whose) {
        return whose.isEmpty() ? "" : " (a rule of " + whose + ")";
    }

    private static String shortly(RevCommit commit) {
        return commit.name().substring(0, 12);
    }
}
