package dev.ratoon.controlplane.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.Fold;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;

/** Whether a log is whole and the stored state its fold, read past every control plane. */
record Stored(DataSource database, Path blobs) {
    void check(String id) throws Exception {
        UUID agent = UUID.fromString(id);
        Facts folded = null;
        long last = 0;
        long n = 0;
        try (Connection connection = database.getConnection()) {
            // One moment for both: the agent may go on meanwhile.
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (PreparedStatement select =
                            connection.prepareStatement(
                                    "select seq, at, source, type, n, payload, blob from events"
                                            + " where agent_id = ? order by seq");
                    PreparedStatement stored =
                            connection.prepareStatement("select facts from agents where id = ?")) {
                select.setObject(1, agent);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        LogEvent event = event(rows);
                        assertEquals(last + 1, event.seq(), "a gap or a repeat in the log");
                        last = event.seq();
                        if (event.n() > 0) {
                            assertEquals(n + 1, event.n(), "a gap or a repeat in the outbox");
                            n = event.n();
                        }
                        folded = Fold.apply(agent, folded, event);
                    }
                }
                stored.setObject(1, agent);
                try (ResultSet row = stored.executeQuery()) {
                    row.next();
                    assertEquals(Facts.of(row.getBytes(1)), folded, "the state is not the fold");
                }
            }
        }
    }

    private LogEvent event(ResultSet row) throws Exception {
        byte[] payload = row.getBytes(6);
        if (payload == null) {
            String name = HexFormat.of().formatHex(row.getBytes(7));
            payload =
                    Files.readAllBytes(
                            blobs.resolve(name.substring(0, 2)).resolve(name.substring(2)));
        }
        return new LogEvent(
                row.getLong(1),
                row.getTimestamp(2).toInstant(),
                Source.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                row.getString(4),
                row.getLong(5),
                payload);
    }
}
