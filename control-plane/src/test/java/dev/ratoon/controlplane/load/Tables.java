package dev.ratoon.controlplane.load;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The few rows that no event tells of: who owns the agents, and who looks after them. */
record Tables(AgroalDataSource database) {
    static Tables open(Target target) throws IOException, SQLException {
        String port = Files.readAllLines(target.home().resolve("postgres/postmaster.pid")).get(3);
        String password = Files.readString(target.home().resolve("postgres.password")).strip();
        return new Tables(
                AgroalDataSource.from(
                        new AgroalDataSourceConfigurationSupplier()
                                .connectionPoolConfiguration(
                                        pool ->
                                                pool.maxSize(4)
                                                        .connectionFactoryConfiguration(
                                                                one ->
                                                                        one.jdbcUrl(url(port))
                                                                                .principal(
                                                                                        new NamePrincipal(
                                                                                                "ratoon"))
                                                                                .credential(
                                                                                        new SimplePassword(
                                                                                                password))))));
    }

    private static String url(String port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/ratoon?currentSchema=ratoon";
    }

    UUID owner() throws SQLException {
        try (var connection = database.getConnection();
                var select =
                        connection.prepareStatement("select id from users order by created_at");
                var rows = select.executeQuery()) {
            rows.next();
            return rows.getObject(1, UUID.class);
        }
    }

    /**
     * Looks after the agents from now on, as another control plane of the same database would: so
     * the measured one makes no sandboxes for them.
     */
    void lookAfter(Collection<UUID> agents) throws SQLException {
        try (var connection = database.getConnection();
                var lease =
                        connection.prepareStatement(
                                "update agents set epoch = epoch + 1, due_at = null,"
                                        + " leased_until = now() + interval '1 day'"
                                        + " where id = any(?)")) {
            lease.setArray(1, connection.createArrayOf("uuid", List.copyOf(agents).toArray()));
            lease.executeUpdate();
        }
    }

    /** Ends what an earlier run has left. */
    void vacuum() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
    }
}
