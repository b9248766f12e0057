package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.githosts.GitLogins;
import dev.ratoon.controlplane.github.GitHubLogin;
import dev.ratoon.controlplane.personas.CommittedFiles;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.GitFailures;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.RepositoryUrl;
import dev.ratoon.git.Source;
import dev.ratoon.git.store.Committed;
import dev.ratoon.git.store.GitStore;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a repository has committed, brought with the actor's own login. */
@Singleton
class UpstreamFiles implements CommittedFiles {
    private static final int LONGEST = 1_000;

    private final GitStore store;
    private final GitLogins logins;
    private final GitHubLogin github;

    UpstreamFiles(GitStore store, GitLogins logins, GitHubLogin github) {
        this.store = store;
        this.logins = logins;
        this.github = github;
    }

    @Override
    public Found read(Actor actor, Place place, String folder, int most, int largest) {
        Source source = source(actor, place.repository());
        Optional<String> branch = Optional.ofNullable(place.branch()).map(UpstreamFiles::named);
        try {
            Committed found =
                    store.committed(
                                    source,
                                    logins.of(actor.userId(), source),
                                    branch,
                                    new Committed.Wanted(folder, most, largest))
                            .orElseThrow(() -> noBranch(branch));
            return new Found(found.commit(), found.files());
        } catch (GitTrouble trouble) {
            throw GitFailures.of(trouble);
        }
    }

    private Source source(Actor actor, @Nullable String typed) {
        if (typed == null || typed.isBlank() || typed.length() > LONGEST) {
            throw invalid(
                    "Say which repository: its address, of " + LONGEST + " characters at most.");
        }
        return switch (RepositoryUrl.parse(typed)) {
            case RepositoryUrl.Refused(String what, String next) ->
                    throw invalid(what + ". Next: " + next + ".");
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

    private static String named(String branch) {
        if (branch.length() > LONGEST || !AgentRepository.isBranchName(branch)) {
            throw invalid("This is no name of a branch.");
        }
        return branch;
    }

    private static Failure noBranch(Optional<String> branch) {
        return invalid(
                branch.map(name -> "The repository has no branch '" + name + "'.")
                        .orElse("The repository has no branch yet, and so no personas."));
    }

    private static Failure invalid(String why) {
        return new Failure(ProblemType.INVALID, why);
    }
}
