package dev.ratoon.controlplane.repositories;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.githosts.GitLogins;
import dev.ratoon.controlplane.looks.Looks;
import dev.ratoon.controlplane.personas.CommittedFiles;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.GitFailures;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.AgentRepository;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import dev.ratoon.git.store.Committed;
import dev.ratoon.git.store.GitStore;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** What a repository has committed, brought with the actor's own login. */
@Singleton
class UpstreamFiles implements CommittedFiles {
    private static final int LONGEST = 1_000;

    /** All that the repository has is fetched for it, if nobody did before. */
    private static final Duration WHOLE = Duration.ofMinutes(2);

    private final GitStore store;
    private final GitLogins logins;
    private final TypedSource typed;
    private final Looks looks = Looks.lasting(WHOLE);

    UpstreamFiles(GitStore store, GitLogins logins, TypedSource typed) {
        this.store = store;
        this.logins = logins;
        this.typed = typed;
    }

    @Override
    public Found read(Actor actor, Place place, String folder, int most, int largest) {
        Source source = typed.of(actor, place.repository());
        Optional<String> branch = Optional.ofNullable(place.branch()).map(UpstreamFiles::named);
        Optional<Login> login = logins.of(actor.userId(), source);
        var wanted = new Committed.Wanted(folder, most, largest);
        try {
            Committed found =
                    looks.of(actor.userId(), () -> store.committed(source, login, branch, wanted))
                            .orElseThrow(() -> noBranch(branch));
            return new Found(found.commit(), found.files());
        } catch (GitTrouble trouble) {
            throw GitFailures.of(trouble);
        }
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
