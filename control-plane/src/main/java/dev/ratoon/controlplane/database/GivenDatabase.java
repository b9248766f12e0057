package dev.ratoon.controlplane.database;

import dev.ratoon.controlplane.home.StartFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** A PostgreSQL that somebody else runs, tried before anything is built on it. */
record GivenDatabase(DatabaseAddress address, String version) implements Database {
    private static final int OLDEST = 15;

    /** One answer to all that we need to know, so that a far database costs one round trip. */
    private static final String WHAT_IT_IS =
            """
            select current_setting('server_version'), current_setting('server_encoding'),
                   pg_is_in_recovery(),
                   has_database_privilege(current_database(), 'create')
            """;

    static GivenDatabase open(String url, Map<String, String> environment) {
        DatabaseAddress address = DatabaseAddress.parse(url, environment);
        try (Connection connection =
                Connecting.to(address.jdbcUrl(), address.user(), address.password())) {
            String version = connection.getMetaData().getDatabaseProductVersion();
            if (connection.getMetaData().getDatabaseMajorVersion() < OLDEST) {
                throw new StartFailure(
                        "%s is PostgreSQL %s, and Ratoon needs %d or newer."
                                .formatted(capital(address.shown()), version, OLDEST),
                        "Upgrade it, or let Ratoon bring its own: ./ratoon up without"
                                + " --database-url");
            }
            requireUsable(connection, address);
            return new GivenDatabase(address, version);
        } catch (SQLException e) {
            throw GivenTrouble.of(address, e);
        }
    }

    private static void requireUsable(Connection connection, DatabaseAddress address)
            throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(WHAT_IT_IS)) {
            row.next();
            if (!row.getString(2).equals("UTF8")) {
                throw new StartFailure(
                        "%s is encoded in %s, and Ratoon needs UTF8."
                                .formatted(capital(address.shown()), row.getString(2)),
                        "Make another: create database NAME encoding 'UTF8' template template0");
            }
            if (row.getBoolean(3)) {
                throw new StartFailure(
                        capital(address.shown()) + " is a replica that can only be read.",
                        "Name its primary in --database-url");
            }
            if (!row.getBoolean(4)) {
                throw new StartFailure(
                        "The user %s may not create anything in %s."
                                .formatted(address.user(), address.shown()),
                        "As its owner: grant create on database \"%s\" to \"%s\""
                                .formatted(address.database(), address.user()));
            }
        }
    }

    static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    @Override
    public String jdbcUrl() {
        return address.jdbcUrl();
    }

    @Override
    public String username() {
        return address.user();
    }

    @Override
    public String password() {
        return address.password();
    }

    @Override
    public String description() {
        return "PostgreSQL " + version + ", " + address.shown();
    }

    @Override
    public void close() {}
}
