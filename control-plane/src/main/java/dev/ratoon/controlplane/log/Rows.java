package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** From a row of events to an event. */
final class Rows {
    private Rows() {}

    /** Of the columns seq, at, source, type, n, payload, blob. */
    static LogEvent event(ResultSet row, BlobStore blobs) throws SQLException {
        byte[] payload = row.getBytes(6);
        return new LogEvent(
                row.getLong(1),
                row.getTimestamp(2).toInstant(),
                Source.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                row.getString(4),
                row.getLong(5),
                payload == null ? blobs.get(row.getBytes(7)) : payload);
    }
}
