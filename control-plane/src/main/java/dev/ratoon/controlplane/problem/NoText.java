package dev.ratoon.controlplane.problem;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recognises the one text that a caller can send and PostgreSQL cannot keep: one with a NUL. */
public final class NoText {
    private static final String SQL_STATE = "22021";

    private NoText() {}

    public static Optional<Failure> in(Throwable thrown) {
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && SQL_STATE.equals(sql.getSQLState())) {
                return Optional.of(
                        new Failure(
                                ProblemType.BAD_REQUEST,
                                "A text holds the character NUL, which cannot be kept. Leave it"
                                        + " out.",
                                thrown));
            }
        }
        return Optional.empty();
    }
}
