package dev.ratoon.controlplane.githosts;

import dev.ratoon.controlplane.looks.Looks;
import dev.ratoon.controlplane.problem.GitFailures;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import dev.ratoon.git.upstream.Upstreams;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** Tries a login at its host before it is kept. */
@Singleton
class Trial {
    private final Upstreams upstreams;
    private final Looks looks;

    Trial(Upstreams upstreams, Looks looks) {
        this.upstreams = upstreams;
        this.looks = looks;
    }

    /**
     * Refused in the host's words where it does not show the repository to this login.
     *
     * @return whether it shows it without one, too: then it may not have looked at the login
     */
    boolean isOpenToAll(UUID user, Source repository, Login login) {
        try {
            return looks.of(user, () -> isOpenToAll(repository, login));
        } catch (GitTrouble trouble) {
            throw GitFailures.of(trouble);
        }
    }

    private boolean isOpenToAll(Source repository, Login login) {
        upstreams.look(repository, Optional.of(login));
        try {
            upstreams.look(repository, Optional.empty());
            return true;
        } catch (GitTrouble hidden) {
            return false;
        }
    }
}
