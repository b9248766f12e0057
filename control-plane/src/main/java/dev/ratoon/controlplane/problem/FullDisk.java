package dev.ratoon.controlplane.problem;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recognises the one failure of a disk that whoever runs this can mend. */
public final class FullDisk {
    /** PostgreSQL's word for it, whichever disk is its. */
    private static final String SQL_STATE = "53100";

    private static final List<String> OF_THE_SYSTEM =
            List.of("No space left on device", "Disk quota exceeded");

    private FullDisk() {}

    static Optional<Failure> in(Throwable thrown) {
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            if (is(t)) {
                return Optional.of(
                        new Failure(
                                ProblemType.NO_ROOM,
                                "The disk that holds Ratoon's data is full, and nothing was saved."
                                        + " Make room there (df says where), then do it again.",
                                "The disk is full: " + t.getMessage()));
            }
        }
        return Optional.empty();
    }

    /** This itself, whatever caused it. */
    public static boolean is(Throwable t) {
        return switch (t) {
            case SQLException sql -> SQL_STATE.equals(sql.getSQLState());
            case IOException io ->
                    OF_THE_SYSTEM.stream().anyMatch(String.valueOf(io.getMessage())::contains);
            default -> false;
        };
    }
}
