package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.github.GitHubLogin;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.RepositoryUrl;
import dev.ratoon.git.Source;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * From an address that somebody types to where a repository is, as far as that somebody may ask.
 */
@Singleton
class TypedSource {
    private static final int LONGEST = 1_000;

    private final GitHubLogin github;

    TypedSource(GitHubLogin github) {
        this.github = github;
    }

    Source of(Actor actor, @Nullable String typed) {
        if (typed == null || typed.isBlank() || typed.length() > LONGEST) {
            throw new Failure(
                    ProblemType.INVALID,
                    "Say which repository: its address, of " + LONGEST + " characters at most.");
        }
        return switch (RepositoryUrl.parse(typed)) {
            case RepositoryUrl.Refused(String what, String next) ->
                    throw new Failure(ProblemType.INVALID, what + ". Next: " + next + ".");
            case RepositoryUrl.Https https -> https.source();
            case RepositoryUrl.Ssh(Source.Ssh at) ->
                    github.overHttps(at).<Source>map(Source.Https::new).orElse(at);
            case RepositoryUrl.Local local -> {
                if (actor.role() != Role.OWNER) {
                    throw new Failure(
                            ProblemType.FORBIDDEN,
                            "A folder of Ratoon's machine is for its owner alone. Name the"
                                    + " repository's address at its host.");
                }
                yield local.source();
            }
        };
    }
}
