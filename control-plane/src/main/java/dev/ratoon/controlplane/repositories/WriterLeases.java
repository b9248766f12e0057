package dev.ratoon.controlplane.repositories;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** The rows that say who writes to which repository. */
final class WriterLeases {
    private static final String TAKE =
            """
            insert into repository_leases (repository, holder, leased_until)
            values (?, ?, now() + interval '30 seconds')
            on conflict (repository) do update
            set holder = excluded.holder, leased_until = excluded.leased_until
            where repository_leases.leased_until <= now()
            """;
    private static final String KEEP =
            """
            update repository_leases set leased_until = now() + interval '30 seconds'
            where repository = ? and holder = ? and leased_until > now()
            """;
    private static final String GIVE_BACK =
            "delete from repository_leases where repository = ? and holder = ?";

    private final DataSource database;

    WriterLeases(DataSource database) {
        this.database = database;
    }

    /** False when somebody else has it. */
    boolean take(String repository, UUID holder) throws SQLException {
        return changes(TAKE, repository, holder);
    }

    /** False when it is over, or somebody else's by now. */
    boolean keep(String repository, UUID holder) throws SQLException {
        return changes(KEEP, repository, holder);
    }

    void giveBack(String repository, UUID holder) throws SQLException {
        boolean _ = changes(GIVE_BACK, repository, holder);
    }

    private boolean changes(String what, String repository, UUID holder) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(what)) {
            statement.setString(1, repository);
            statement.setObject(2, holder);
            return statement.executeUpdate() == 1;
        }
    }
}
