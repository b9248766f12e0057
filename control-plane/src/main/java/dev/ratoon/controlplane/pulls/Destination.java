package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.git.Source;
import dev.ratoon.git.github.GitHubAccount;
import dev.ratoon.git.publish.Where;
import java.util.Optional;

/** Where an agent's work is published, as one user reaches it. */
sealed interface Destination {
    Where where();

    /** As people write it, the same for each way to write it. */
    default String to() {
        return where().source().normalForm();
    }

    /**
     * A repository of GitHub: a pull request follows.
     *
     * @param repository that the work is for, {@code owner/name}
     * @param from that has the branch: the same, or a fork of it
     */
    record Hub(GitHubAccount account, String repository, String from, Where where)
            implements Destination {
        boolean isFork() {
            return !repository.equalsIgnoreCase(from);
        }
    }

    /** Any other repository: the branch is all that goes there. */
    record Plain(Where where) implements Destination {
        /** Why nothing is pushed there: hosts take no push without a login. */
        Optional<String> noPush(Facts facts) {
            if (where.login().isPresent()) {
                return Optional.empty();
            }
            return switch (where.source()) {
                case Source.Https _ ->
                        noPush(
                                facts,
                                "You have given Ratoon no login for %s, and so it does not push there. Give it one: ratoon git-host add URL --user NAME");
                case Source.Ssh _ ->
                        noPush(
                                facts,
                                "You have no ssh key for %s, or trust no key of its host, and so nothing is pushed there. Make the one (ratoon git-host key) and trust the other (ratoon git-host add URL)");
                case Source.LocalPath _ -> Optional.empty();
            };
        }

        private Optional<String> noPush(Facts facts, String why) {
            return Optional.of(
                    why.formatted(to())
                            + ". Or take the work to a clone of yours and push it from there:"
                            + " ratoon checkout "
                            + facts.origin().name());
        }
    }
}
