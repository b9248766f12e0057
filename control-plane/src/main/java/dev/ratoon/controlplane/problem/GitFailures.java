package dev.ratoon.controlplane.problem;

import dev.ratoon.git.GitTrouble;

/** What does not work with git, as failures of our API. */
public final class GitFailures {
    private GitFailures() {}

    public static Failure of(GitTrouble trouble) {
        ProblemType type =
                switch (trouble.blame()) {
                    case USER -> ProblemType.INVALID;
                    case EXTERNAL -> ProblemType.EXTERNAL;
                    case CAPACITY -> ProblemType.BUSY;
                    case INTERNAL -> ProblemType.INTERNAL;
                };
        return new Failure(type, trouble.words(), null, trouble.retryAfter().orElse(null), trouble);
    }
}
