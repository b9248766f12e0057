package dev.ratoon.controlplane.repositories;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** The rows that say who writes to which repository. */
final class WriterLeases {
    /**
     * One process uses a home: where another has begun since, the one before has ended, whatever
     * its lease says.
     */
    private static final String TAKE =
            """
            insert into repository_leases (repository, holder, process, leased_until)
            values (?, ?, ?, now() + interval '30 seconds')
            on conflict (repository) do update
            set holder = excluded.holder, process = excluded.process, leased_until = excluded.leased_until
            where repository_leases.leased_until <= now()
            or exists (select from processes ended join processes next on next.place = ended.place
                where ended.id = repository_leases.process and ended.alive_until <= now()
                and next.id <> ended.id and next.alive_until > now())
            """;

    private static final String KEEP =
            """
            update repository_leases set leased_until = now() + interval '30 seconds'
            where repository = ? and holder = ? and leased_until > now()
            """;
    private static final String GIVE_BACK =
            "delete from repository_leases where repository = ? and holder = ?";

    private final DataSource database;
    private final String process;

    /**
     * Of one process.
     *
     * @param process as it stands among the processes of the database
     */
    WriterLeases(DataSource database, String process) {
        this.database = database;
        this.process = process;
    }

    /** False when somebody else has it. */
    boolean take(String repository, UUID holder) throws SQLException {
        return changes(TAKE, repository, holder, process);
    }

    /** False when it is over, or somebody else's by now. */
    boolean keep(String repository, UUID holder) throws SQLException {
        return changes(KEEP, repository, holder);
    }

    /** False when somebody else has it by now. */
    boolean giveBack(String repository, UUID holder) throws SQLException {
        return changes(GIVE_BACK, repository, holder);
    }

    private boolean changes(String what, Object... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(what)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(1 + i, values[i]);
            }
            return statement.executeUpdate() == 1;
        }
    }
}
