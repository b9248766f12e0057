package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Why a command cannot do its work: what happened, to what, and what to do next. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Exit exit;
    private final @Nullable String nextStep;
    private final transient @Nullable JsonNode problem;

    CommandFailure(Exit exit, String whatHappened, @Nullable String nextStep) {
        this(exit, whatHappened, nextStep, null, null);
    }

    CommandFailure(
            Exit exit, String whatHappened, @Nullable String nextStep, @Nullable Throwable cause) {
        this(exit, whatHappened, nextStep, null, cause);
    }

    CommandFailure(
            Exit exit,
            String whatHappened,
            @Nullable String nextStep,
            @Nullable JsonNode problem,
            @Nullable Throwable cause) {
        super(whatHappened, cause);
        this.exit = exit;
        this.nextStep = nextStep;
        this.problem = problem;
    }

    Exit exit() {
        return exit;
    }

    @Nullable String nextStep() {
        return nextStep;
    }

    /** The server's own words, if it was the server who refused. */
    @Nullable JsonNode problem() {
        return problem;
    }
}
