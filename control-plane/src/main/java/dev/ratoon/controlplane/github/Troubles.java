package dev.ratoon.controlplane.github;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.github.Answered;
import dev.ratoon.git.github.Trouble;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What GitHub refuses, as failures of our API. */
public final class Troubles {
    private Troubles() {}

    public static <T> T value(Answered<T> answered) {
        return switch (answered) {
            case Answered.With<T>(var value) -> value;
            case Answered.Not<T>(var trouble) -> throw failure(trouble);
        };
    }

    public static Failure failure(Trouble trouble) {
        return switch (trouble) {
            case Trouble.TokenRefused _ -> failure(ProblemType.GITHUB_TOKEN_REFUSED, trouble, null);
            case Trouble.NotAllowed _, Trouble.SignOnNeeded _ ->
                    failure(ProblemType.GITHUB_NOT_ALLOWED, trouble, null);
            case Trouble.NotTaken _ -> failure(ProblemType.INVALID, trouble, null);
            case Trouble.NotFound _ -> failure(ProblemType.NOT_FOUND, trouble, null);
            case Trouble.AskLater later ->
                    failure(ProblemType.GITHUB_LIMIT, trouble, later.after());
            case Trouble.Unreachable _, Trouble.Strange _ ->
                    failure(ProblemType.EXTERNAL, trouble, null);
        };
    }

    private static Failure failure(
            ProblemType type, Trouble trouble, @Nullable Duration retryAfter) {
        return new Failure(type, words(trouble), null, retryAfter, null);
    }

    public static String words(Trouble trouble) {
        return trouble.what() + " " + trouble.nextStep() + ".";
    }
}
