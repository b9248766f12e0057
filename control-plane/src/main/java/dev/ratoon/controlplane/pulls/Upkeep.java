package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.git.github.Answered;
import dev.ratoon.git.github.GitHubAccount;
import dev.ratoon.git.github.PullState;
import dev.ratoon.git.github.Trouble;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Asks how an agent's pull request stands, and notes what is otherwise than it was. */
@Singleton
class Upkeep {
    private final PullNotes notes;

    Upkeep(PullNotes notes) {
        this.notes = notes;
    }

    /** Empty when it is known now. */
    Optional<Trouble> look(Facts agent, Facts.Pull pull, GitHubAccount account) {
        Answered<PullState> answered = account.state(pull.repository(), pull.number());
        return switch (answered) {
            case Answered.With<PullState>(var state) -> {
                notes.stands(agent.id(), pull.repository(), state);
                yield Optional.empty();
            }
            case Answered.Not<PullState>(var trouble) -> Optional.of(trouble);
        };
    }
}
