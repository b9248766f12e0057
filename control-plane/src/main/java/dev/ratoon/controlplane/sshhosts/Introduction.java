package dev.ratoon.controlplane.sshhosts;

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

/** The first talk with a host, before anything of it is kept. */
@Singleton
class Introduction {
    private final Upstreams upstreams;

    Introduction(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    /** What it says its keys are; it is told nothing. */
    List<SshPublicKey> keys(Source.Ssh at) {
        List<SshPublicKey> shown;
        try {
            shown = upstreams.hostKeys(at);
        } catch (GitTrouble trouble) {
            throw GitFailures.of(trouble);
        }
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
    void mustShow(Source.Ssh repository, Login login) {
        try {
            upstreams.look(repository, Optional.of(login));
        } catch (GitTrouble trouble) {
            throw GitFailures.of(trouble);
        }
    }
}
