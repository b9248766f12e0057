package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.git.github.Answered;
import dev.ratoon.git.github.GitHubAccount;
import dev.ratoon.git.github.PullState;
import jakarta.inject.Singleton;

/** Asks how an agent's pull request stands, and notes what is otherwise than it was. */
@Singleton
class Upkeep {
    private final PullNotes notes;

    Upkeep(PullNotes notes) {
        this.notes = notes;
    }

    Answered<PullState> look(Facts agent, Facts.Pull pull, GitHubAccount account) {
        Answered<PullState> answered = account.state(pull.repository(), pull.number());
        if (answered instanceof Answered.With<PullState>(var state)) {
            notes.stands(agent.id(), pull.repository(), state);
        }
        return answered;
    }
}
