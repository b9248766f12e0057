package dev.ratoon.controlplane.sshhosts;

import dev.ratoon.controlplane.looks.Looks;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.GitFailures;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.GitTrouble;
import dev.ratoon.git.Login;
import dev.ratoon.git.Source;
import dev.ratoon.git.SshPublicKey;
import dev.ratoon.git.upstream.Upstreams;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The first talk with a host, before anything of it is kept. */
@Singleton
class Introduction {
    private final Upstreams upstreams;
    private final Looks looks;

    Introduction(Upstreams upstreams, Looks looks) {
        this.upstreams = upstreams;
        this.looks = looks;
    }

    /** What it says its keys are; it is told nothing. */
    List<SshPublicKey> keys(UUID user, Source.Ssh at) {
        List<SshPublicKey> shown = look(user, () -> upstreams.hostKeys(at));
        if (shown.isEmpty()) {
            throw new Failure(
                    ProblemType.EXTERNAL,
                    at.host()
                            + " shows no key of a kind that is looked at: Ed25519, ECDSA or RSA."
                            + " Ask its keepers for one.");
        }
        return shown;
    }

    /** Refused in the host's words where it has other keys, or does not show the repository. */
    void mustShow(UUID user, Source.Ssh repository, Login login) {
        boolean _ =
                look(
                        user,
                        () -> {
                            upstreams.look(repository, Optional.of(login));
                            return true;
                        });
    }

    private <T> T look(UUID user, Supplier<T> look) {
        try {
            return looks.of(user, look);
        } catch (GitTrouble trouble) {
            throw GitFailures.of(trouble);
        }
    }
}
