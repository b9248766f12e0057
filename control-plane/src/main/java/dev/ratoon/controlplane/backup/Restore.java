package dev.ratoon.controlplane.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.log.BlobLocks;
import dev.ratoon.controlplane.log.BlobStore;
import dev.ratoon.controlplane.log.Refold;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.PGConnection;

/**
 * Puts a backup in the place of what is there. Algorithm: make a second schema as the backup's
 * version had it, copy the rows in, have every constraint and checksum checked by the commit,
 * migrate it to today's version, and swap the two schemas. Until the swap nobody sees any of it.
 */
record Restore(
        Staging staging, BlobStore blobs, KeyFingerprint key, Clock clock, ObjectMapper json) {
    /** "ratoon" in ASCII; held while a restore runs, by whichever control plane runs it. */
    private static final long LOCK = 0x7261746f6f6eL;

    Restored from(InputStream file) {
        var reader = new BackupReader(file, json);
        Manifest manifest = reader.manifest();
        requireFitting(manifest);
        try (Connection lock = staging.database().getConnection()) {
            if (!Sql.query(lock, row -> row.getBoolean(1), "select pg_try_advisory_lock(?)", LOCK)
                    .getFirst()) {
                throw new Failure(
                        ProblemType.CONFLICT,
                        "Another restore is running; try again when it ends.");
            }
            try (var _ = BlobLocks.keeping(lock)) {
                return replace(manifest, reader);
            } finally {
                Sql.query(lock, row -> row.getBoolean(1), "select pg_advisory_unlock(?)", LOCK);
            }
        } catch (SQLException | FlywayException e) {
            throw RestoreTrouble.of(e);
        }
    }

    private Restored replace(Manifest manifest, BackupReader reader) throws SQLException {
        staging.remove();
        try {
            staging.make(manifest.schema());
            Loaded loaded = load(manifest, reader);
            staging.migrateToNewest();
            staging.foldAgain(new Refold(blobs, clock));
            long missing = missing();
            staging.takeOver();
            return new Restored(
                    manifest.madeAt(),
                    manifest.product(),
                    manifest.schema(),
                    loaded.rows(),
                    loaded.payloads(),
                    missing);
        } finally {
            staging.remove();
        }
    }

    private record Loaded(long rows, long payloads) {}

    private Loaded load(Manifest manifest, BackupReader reader) throws SQLException {
        try (Connection connection = staging.database().getConnection()) {
            connection.setAutoCommit(false);
            try {
                Sql.execute(connection, "set local search_path = " + Staging.SCHEMA);
                Sql.execute(connection, BackupWriter.PORTABLE);
                long rows = copy(connection, manifest, reader);
                // To their place at once: their names say what is in them, nobody looks for them
                // before the swap, and without it they are swept like any that nobody needs.
                long payloads =
                        manifest.hasPayloads()
                                ? reader.payloads(in -> new Payloads(blobs).bringBack(in))
                                : 0;
                reader.requireWhole();
                connection.commit();
                return new Loaded(rows, payloads);
            } catch (IOException e) {
                throw BackupReader.damaged(e);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** Looked for after the migration: an old schema does not say which columns name payloads. */
    private long missing() throws SQLException {
        try (Connection connection = staging.database().getConnection()) {
            connection.setAutoCommit(false);
            try {
                Sql.execute(connection, "set local search_path = " + Staging.SCHEMA);
                return new Payloads(blobs).missing(connection).count();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static long copy(Connection connection, Manifest manifest, BackupReader reader)
            throws SQLException, IOException {
        Map<String, Manifest.Table> made =
                LiveSchema.tables(connection).stream()
                        .collect(Collectors.toMap(Manifest.Table::name, table -> table));
        for (String table : made.keySet()) {
            // A migration may have put rows there; the backup has them too, as they became.
            Sql.execute(connection, "truncate " + Sql.quoted(table) + " cascade");
        }
        Sql.execute(connection, "set constraints all deferred");
        long rows = 0;
        for (Manifest.Table table : manifest.tables()) {
            Manifest.Table known = made.remove(table.name());
            if (known == null
                    || !new HashSet<>(known.columns()).equals(new HashSet<>(table.columns()))) {
                throw BackupReader.damaged(null);
            }
            rows += reader.table(table, in -> copyIn(connection, table, in));
        }
        for (Manifest.Sequence sequence : manifest.sequences()) {
            Sql.query(
                    connection,
                    row -> row.getLong(1),
                    "select setval(?::regclass, ?, ?)",
                    Sql.quoted(sequence.name()),
                    sequence.value(),
                    sequence.called());
        }
        return rows;
    }

    private static long copyIn(Connection connection, Manifest.Table table, InputStream in)
            throws IOException {
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy %s (%s) from stdin"
                                    .formatted(Sql.quoted(table.name()), table.columnList()),
                            in);
        } catch (SQLException e) {
            throw RestoreTrouble.of(e);
        }
    }

    private void requireFitting(Manifest manifest) {
        int newest = staging.newestVersion();
        if (manifest.format() > Manifest.FORMAT || manifest.schema() > newest) {
            throw new Failure(
                    ProblemType.BACKUP_TOO_NEW,
                    "Ratoon %s wrote this backup (schema version %d), and this Ratoon knows schemas up to version %d. Nothing was changed; restore it with that Ratoon or a newer one."
                            .formatted(manifest.product(), manifest.schema(), newest));
        }
        String sealedWith = manifest.keyFingerprint();
        if (!sealedWith.isEmpty() && !sealedWith.equals(key.value())) {
            throw new Failure(
                    ProblemType.BACKUP_OTHER_KEY,
                    "The secrets in this backup were sealed with another key (%s). Nothing was changed; end Ratoon, copy secrets.key from the home that made the backup into this one, start again, and repeat the restore."
                            .formatted(sealedWith));
        }
    }
}
