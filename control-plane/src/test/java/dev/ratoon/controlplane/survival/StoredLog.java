package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.Fold;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A log as it lies in the embedded database of a home, read past the control plane. */
record StoredLog(UUID agent, List<LogEvent> events, Facts facts) {
    static StoredLog of(Path home, String id) throws Exception {
        UUID agent = UUID.fromString(id);
        String port = Files.readAllLines(home.resolve("postgres/postmaster.pid")).get(3);
        String password = Files.readString(home.resolve("postgres.password")).strip();
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/ratoon";
        try (Connection connection = DriverManager.getConnection(url, "ratoon", password)) {
            // One moment for both: the agent goes on meanwhile.
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return new StoredLog(agent, events(connection, agent), facts(connection, agent));
        }
    }

    private static List<LogEvent> events(Connection connection, UUID agent) throws SQLException {
        List<LogEvent> events = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select seq, at, source, type, n, payload from events where agent_id = ?"
                                + " order by seq")) {
            select.setObject(1, agent);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    byte[] payload = rows.getBytes(6);
                    events.add(
                            new LogEvent(
                                    rows.getLong(1),
                                    rows.getTimestamp(2).toInstant(),
                                    Source.valueOf(rows.getString(3).toUpperCase(Locale.ROOT)),
                                    rows.getString(4),
                                    rows.getLong(5),
                                    payload == null ? new byte[0] : payload));
                }
            }
        }
        return events;
    }

    private static Facts facts(Connection connection, UUID agent) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select facts from agents where id = ?")) {
            select.setObject(1, agent);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return Facts.of(row.getBytes(1));
            }
        }
    }

    /** No gap, no repeat, and the stored state is what follows. */
    void check() {
        Facts folded = null;
        long seq = 0;
        long n = 0;
        for (LogEvent event : events) {
            assertEquals(seq + 1, event.seq(), "a gap or a repeat in the log");
            seq = event.seq();
            if (event.n() > 0) {
                assertEquals(n + 1, event.n(), "a gap or a repeat in the outbox");
                n = event.n();
            }
            folded = Fold.apply(agent, folded, event);
        }
        assertEquals(facts, folded, "the stored state is not what follows from the log");
    }
}
