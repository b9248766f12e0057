package dev.ratoon.controlplane.life;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of its work, outside of its sandbox.
 *
 * @param tip of its branch, once something was pushed to it
 * @param checkpoint the newest
 * @param allowed the rules that its next push may break
 * @param published what stands upstream of it, once somebody put it there
 * @param pull the newest pull request of it
 */
public record GitFacts(
        @Nullable String tip,
        Facts.@Nullable Checkpoint checkpoint,
        Set<String> allowed,
        Facts.@Nullable Published published,
        Facts.@Nullable Pull pull) {
    static final GitFacts NOTHING = new GitFacts(null, null, Set.of(), null, null);

    public GitFacts {
        allowed = Collections.unmodifiableSet(new TreeSet<>(allowed));
    }

    GitFacts whenPushed(String commit) {
        return new GitFacts(commit, checkpoint, allowed, published, pull);
    }

    GitFacts whenKept(Facts.Checkpoint kept) {
        return new GitFacts(tip, kept, allowed, published, pull);
    }

    GitFacts whenAllowed(String rule) {
        var more = new TreeSet<>(allowed);
        more.add(rule);
        return new GitFacts(tip, checkpoint, more, published, pull);
    }

    GitFacts whenUsed(String rule) {
        var left = new TreeSet<>(allowed);
        left.remove(rule);
        return new GitFacts(tip, checkpoint, left, published, pull);
    }

    GitFacts whenPublished(Facts.Published what) {
        return new GitFacts(tip, checkpoint, allowed, what, pull);
    }

    GitFacts whenOpened(Facts.Pull newest) {
        return new GitFacts(tip, checkpoint, allowed, published, newest);
    }

    /** Then somebody must look after it. */
    public boolean followsPull() {
        return pull != null && !pull.isMerged();
    }

    GitFacts whenPull(int number, UnaryOperator<Facts.Pull> change) {
        return pull == null || pull.number() != number ? this : whenOpened(change.apply(pull));
    }
}
