package dev.ratoon.git.github;

import java.util.Optional;

/**
 * How a pull request stands.
 *
 * @param head the commit that it offers
 * @param mergeable whether it merges without conflicts; empty while GitHub does not know
 * @param checks of its head; empty where the token may not read them, or it is open no more
 */
public record PullState(
        int number,
        String url,
        PullStatus status,
        String title,
        String base,
        String head,
        Optional<Boolean> mergeable,
        Verdict verdict,
        Optional<Checks> checks) {
    /** What reviewers who belong to the repository said last. */
    public enum Verdict {
        NONE,
        APPROVED,
        CHANGES_REQUESTED
    }

    /** How many checks and statuses of a commit came to what. */
    public record Checks(int passed, int failed, int running) {}
}
