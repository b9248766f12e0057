package dev.ratoon.git;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who knows which repository is a sandbox's. Asked for every request, by many threads. */
public interface Sources {
    /**
     * What this credential is good for.
     *
     * @param authorization the header as it came; null when there was none
     * @return empty when the credential is not good for git, or no longer
     */
    Optional<Known> of(@Nullable String authorization);

    /**
     * Somebody, and the one repository that is his.
     *
     * @param who the same for all requests of one sandbox
     */
    record Known(String who, AgentRepository repository) {}
}
