package dev.ratoon.runner.harness;

import org.jspecify.annotations.Nullable;

/** Whom a harness belongs to. Called on the harness's thread, in the order of what happened. */
public interface Owner {
    /** By the harness's own word. */
    void turnEnded(int turn, String outcome, @Nullable String words);

    /** It is gone, and all that it had started. */
    void harnessEnded(Harness harness, @Nullable Integer exitCode, String words);
}
