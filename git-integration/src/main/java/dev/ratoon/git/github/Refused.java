package dev.ratoon.git.github;

import java.io.IOException;

/** Carries a trouble through the library, which knows exceptions only. */
final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;

    Refused(Trouble trouble) {
        super(trouble.what());
        this.trouble = trouble;
    }

    Trouble trouble() {
        return trouble;
    }
}
