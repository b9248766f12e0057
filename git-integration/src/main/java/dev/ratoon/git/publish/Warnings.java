package dev.ratoon.git.publish;

import dev.ratoon.git.PushGuard;
import dev.ratoon.git.push.CommitChanges;
import dev.ratoon.git.push.GuardedPaths;
import dev.ratoon.git.push.SecretShapes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.eclipse.jgit.util.RawParseUtils;

/**
 * What in a publication needs a second yes: files as they will be, and keys in each commit, because
 * one that a later commit takes out again is published all the same.
 */
final class Warnings {
    /** Files that hosts run by themselves; a link in the place of their folder counts, too. */
    private static final Pattern WORKFLOWS =
            Pattern.compile(
                    "(?is)\\.(github|gitea|forgejo)(/(workflows|actions)(/.*)?)?"
                            + "|\\.gitlab-ci\\.ya?ml|\\.gitlab/ci/.*|\\.circleci(/.*)?"
                            + "|(.*/)?Jenkinsfile[^/]*|\\.travis\\.ya?ml|bitbucket-pipelines\\.yml"
                            + "|azure-pipelines[^/]*\\.ya?ml|\\.azure-pipelines(/.*)?"
                            + "|\\.drone\\.(ya?ml|star|jsonnet)|\\.woodpecker(/.*|\\.ya?ml)?"
                            + "|\\.buildkite(/.*)?|\\.teamcity(/.*)?|\\.semaphore(/.*)?"
                            + "|\\.?appveyor\\.ya?ml|\\.cirrus\\.(ya?ml|star)|cloudbuild\\.ya?ml");

    private static final Pattern CODE_OWNERS =
            Pattern.compile("(?is)((\\.github|\\.gitlab|\\.gitea|\\.forgejo|docs)/)?CODEOWNERS");

    /** Files of commits that are looked into, for keys: more is refused, in words. */
    private static final int MOST_LOOKED_INTO = 50_000;

    private final long large;
    private final GuardedPaths guarded;
    private int lookedInto;
    private final Set<Warning> all = new LinkedHashSet<>();

    private Warnings(long large, List<PushGuard> guards) {
        this.large = large;
        this.guarded = new GuardedPaths(guards);
    }

    static List<Warning> of(
            Work work,
            RevCommit tip,
            SeenByPeople known,
            PublishLimits limits,
            List<PushGuard> guards)
            throws IOException {
        var warnings = new Warnings(limits.large(), guards);
        try (RevWalk walk = work.newWalk()) {
            warnings.files(walk, tip, known.files());
            walk.markStart(walk.parseCommit(tip));
            for (RevCommit old : known.commits()) {
                walk.markUninteresting(walk.parseCommit(old));
            }
            List<RevCommit> again = new ArrayList<>();
            for (RevCommit commit : walk) {
                if (known.takenBack().contains(commit)) {
                    again.add(commit);
                }
                CommitChanges.first(walk, commit, warnings::secret);
                warnings.said(walk, commit);
            }
            if (!again.isEmpty()) {
                warnings.all.add(new Warning.TakenBack(again.getFirst().name(), again.size()));
            }
        }
        return List.copyOf(warnings.all);
    }

    private void files(RevWalk walk, RevCommit tip, List<RevCommit> others) throws IOException {
        try (TreeWalk trees = new TreeWalk(walk.getObjectReader())) {
            trees.setRecursive(true);
            trees.addTree(tip.getTree());
            for (RevCommit other : others) {
                trees.addTree(other.getTree());
            }
            if (others.isEmpty()) {
                trees.addTree(new EmptyTreeIterator());
            }
            trees.setFilter(TreeFilter.ANY_DIFF);
            while (trees.next()) {
                if (CommitChanges.differs(trees)) {
                    file(trees);
                }
            }
        }
    }

    private void file(TreeWalk trees) throws IOException {
        String path = trees.getPathString();
        if (WORKFLOWS.matcher(path).matches()) {
            all.add(new Warning.Workflow(path));
        } else if (CODE_OWNERS.matcher(path).matches()) {
            all.add(new Warning.CodeOwners(path));
        } else {
            guarded.of(path)
                    .ifPresent(
                            rule -> all.add(new Warning.Guarded(path, rule.glob(), rule.whose())));
        }
        FileMode mode = trees.getFileMode(0);
        if (!mode.equals(FileMode.MISSING) && mode.getObjectType() == Constants.OBJ_BLOB) {
            long size =
                    trees.getObjectReader().getObjectSize(trees.getObjectId(0), Constants.OBJ_BLOB);
            if (size >= large) {
                all.add(new Warning.Large(path, size));
            }
        }
    }

    /** Its message, and the names of whoever made it. */
    private void said(RevWalk walk, RevCommit commit) throws IOException {
        walk.parseBody(commit);
        SecretShapes.in(RawParseUtils.decode(commit.getRawBuffer()))
                .forEach(
                        found ->
                                all.add(
                                        new Warning.SecretSaid(
                                                "what commit %s says of itself"
                                                        .formatted(commit.abbreviate(10).name()),
                                                found.what(),
                                                found.mark())));
    }

    private Optional<Warning> secret(TreeWalk file) {
        lookedInto++;
        if (lookedInto > MOST_LOOKED_INTO) {
            throw Stopped.refused(
                    "Its commits change more than %d files, one after the other: too many to be looked through for keys. Have the agent make fewer commits of them."
                            .formatted(MOST_LOOKED_INTO));
        }
        CommitChanges.secret(file)
                .ifPresent(
                        found ->
                                all.add(
                                        new Warning.Secret(
                                                file.getPathString(), found.what(), found.line())));
        return Optional.empty();
    }
}
