package dev.ratoon.git;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who knows which repository a sandbox may read. Asked for every request, by many threads. */
public interface Sources {
    /**
     * What may be read with this credential.
     *
     * @param authorization the header as it came; null when there was none
     * @return empty when the credential is not good for git, or no longer
     */
    Optional<Known> of(@Nullable String authorization);

    /**
     * Somebody who may read, and what.
     *
     * @param who the same for all requests of one sandbox
     */
    record Known(String who, Source source) {}
}
