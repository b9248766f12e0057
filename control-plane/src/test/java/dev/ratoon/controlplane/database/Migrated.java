package dev.ratoon.controlplane.database;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.ds.PGSimpleDataSource;

/** A fresh database of a test, migrated as the product migrates it. */
public record Migrated(Database database, DataSource source) {
    public static Migrated freshOn(TestServer server, String... locations) {
        Database database = server.freshDatabase();
        var migrated = new Migrated(database, sourceOf(database));
        migrated.flyway(locations).load().migrate();
        return migrated;
    }

    /** As an older Ratoon has left it. */
    public static Migrated freshOn(TestServer server, int version) {
        Database database = server.freshDatabase();
        var migrated = new Migrated(database, sourceOf(database));
        migrated.flyway().target(Integer.toString(version)).load().migrate();
        return migrated;
    }

    public static DataSource sourceOf(Database database) {
        var source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.username());
        source.setPassword(database.password());
        return source;
    }

    public FluentConfiguration flyway(String... locations) {
        FluentConfiguration configuration =
                Flyway.configure()
                        .dataSource(source)
                        .schemas(SchemaGuard.SCHEMA)
                        .locations(
                                locations.length == 0 ? new String[] {"db/migration"} : locations);
        new WholeMigrations().customize(configuration);
        return configuration;
    }

    public Configuration configuration(String... locations) {
        return flyway(locations);
    }

    public void execute(String sql) throws java.sql.SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row, as text. */
    public String one(String query) throws java.sql.SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }
}
