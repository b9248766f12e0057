package dev.ratoon.controlplane.database;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;

/** A database of a server that a test has started. */
record Given(String jdbcUrl, String username, String password) implements Database {
    static Given answering(
            int port, String database, String password, PostgresProcess process, BoundedLog log) {
        var given =
                new Given(
                        "jdbc:postgresql://127.0.0.1:"
                                + port
                                + "/"
                                + database
                                + "?currentSchema="
                                + SchemaGuard.SCHEMA,
                        "ratoon",
                        password);
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (process.alive() && System.nanoTime() < deadline) {
            try (var _ = Connecting.to(given)) {
                return given;
            } catch (SQLException notYet) {
                Thread.onSpinWait();
            }
        }
        return Assertions.fail("PostgreSQL does not answer: " + log.last());
    }

    @Override
    public String description() {
        return jdbcUrl;
    }

    @Override
    public void close() {}
}
