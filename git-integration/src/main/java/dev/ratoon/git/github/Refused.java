package dev.ratoon.git.github;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries a trouble through the library, which knows exceptions only. */
final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;

    Refused(Trouble trouble) {
        super(trouble.what());
        this.trouble = trouble;
    }

    /** The trouble that is in an exception of the library. */
    static Optional<Trouble> in(Throwable thrown) {
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof Refused refused) {
                return Optional.of(refused.trouble);
            }
        }
        return Optional.empty();
    }

    Trouble trouble() {
        return trouble;
    }
}
