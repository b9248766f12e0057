package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.Fold;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A log as it lies in the database, read past every control plane. */
public record StoredLog(UUID agent, List<LogEvent> events, Facts facts) {
    /** In the embedded database of a home. */
    public static StoredLog of(Path home, String id) throws Exception {
        return of(database(home), home, id);
    }

    /** The embedded database of a home, past every control plane. */
    public static DataSource database(Path home) throws IOException {
        String port = Files.readAllLines(home.resolve("postgres/postmaster.pid")).get(3);
        var source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/ratoon");
        source.setUser("ratoon");
        source.setPassword(Files.readString(home.resolve("postgres.password")).strip());
        return source;
    }

    /**
     * What is stored.
     *
     * @param home where the payloads are that the database has no room for
     */
    public static StoredLog of(DataSource source, Path home, String id) throws Exception {
        UUID agent = UUID.fromString(id);
        try (Connection connection = source.getConnection()) {
            // One moment for both: the agent goes on meanwhile.
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return new StoredLog(
                    agent,
                    events(connection, home.resolve("blobs"), agent),
                    facts(connection, agent));
        }
    }

    private static List<LogEvent> events(Connection connection, Path blobs, UUID agent)
            throws SQLException, IOException {
        List<LogEvent> events = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select seq, at, source, type, n, payload, blob from events"
                                + " where agent_id = ? order by seq")) {
            select.setObject(1, agent);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    events.add(
                            new LogEvent(
                                    rows.getLong(1),
                                    rows.getTimestamp(2).toInstant(),
                                    Source.valueOf(rows.getString(3).toUpperCase(Locale.ROOT)),
                                    rows.getString(4),
                                    rows.getLong(5),
                                    payload(rows, blobs)));
                }
            }
        }
        return events;
    }

    private static byte[] payload(ResultSet row, Path blobs) throws SQLException, IOException {
        byte[] payload = row.getBytes("payload");
        if (payload != null) {
            return payload;
        }
        String name = HexFormat.of().formatHex(row.getBytes("blob"));
        return Files.readAllBytes(blobs.resolve(name.substring(0, 2)).resolve(name.substring(2)));
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
    public void check() {
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

    /** The events after that one. */
    public List<LogEvent> after(long seq) {
        return events.stream().filter(event -> event.seq() > seq).toList();
    }
}
