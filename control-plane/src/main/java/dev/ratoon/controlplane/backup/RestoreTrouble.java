package dev.ratoon.controlplane.backup;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.sql.SQLException;

/** What the database said when it did not take a backup. */
final class RestoreTrouble {
    private RestoreTrouble() {}

    static Failure of(Exception e) {
        String state = e instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
        // Classes 22 and 23: values that cannot be, rows that contradict each other.
        if (state.startsWith("22") || state.startsWith("23")) {
            return BackupReader.damaged(e);
        }
        return switch (state) {
            case "53100" ->
                    new Failure(
                            ProblemType.BUSY,
                            "The disk of the database is full. Nothing was changed; make room for"
                                    + " a second copy of the data and try again.",
                            e);
            case "55P03", "40P01" ->
                    new Failure(
                            ProblemType.BUSY,
                            "Somebody was writing all the time. Nothing was changed; try again.",
                            e);
            case "42501" ->
                    new Failure(
                            ProblemType.EXTERNAL,
                            "The database does not let its user make a schema. Nothing was changed;"
                                    + " grant it create on the database and try again.",
                            e);
            default ->
                    new Failure(
                            ProblemType.EXTERNAL,
                            "The database did not take the backup. Nothing was changed; the log"
                                    + " says why.",
                            e);
        };
    }
}
