package dev.ratoon.controlplane.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.log.BlobLocks;
import dev.ratoon.controlplane.log.BlobStore;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Writes a backup while it reads the database, holding neither in memory. All of it comes from one
 * snapshot; sequences, which no snapshot holds, are read after it was taken and are therefore never
 * behind its rows.
 */
record BackupWriter(
        DataSource database,
        BlobStore blobs,
        KeyFingerprint key,
        Clock clock,
        ObjectMapper json,
        String productVersion) {
    /** The same text from every server, whatever its own settings are. */
    static final String[] PORTABLE = {
        "set local datestyle = 'ISO'",
        "set local timezone = 'UTC'",
        "set local intervalstyle = 'postgres'",
        "set local bytea_output = 'hex'",
        "set local extra_float_digits = 1",
    };

    void write(OutputStream out) throws SQLException, IOException {
        // The lock comes before the snapshot: what that refers to must still be there.
        try (Connection connection = database.getConnection();
                var _ = BlobLocks.keeping(connection)) {
            connection.setAutoCommit(false);
            try {
                Sql.execute(
                        connection, "set transaction isolation level repeatable read, read only");
                Sql.execute(connection, PORTABLE);
                writeSnapshot(connection, out);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private void writeSnapshot(Connection connection, OutputStream out)
            throws SQLException, IOException {
        Manifest manifest = manifest(connection);
        var sums = new ArrayList<Manifest.Checksums.Entry>();
        try (var zip = new ZipOutputStream(out)) {
            sums.add(entry(zip, Manifest.ENTRY, to -> to.write(json.writeValueAsBytes(manifest))));
            for (Manifest.Table table : manifest.tables()) {
                sums.add(entry(zip, table.entry(), to -> copy(connection, table, to)));
            }
            var lost = new AtomicReference<>(Manifest.Lost.NOTHING);
            sums.add(
                    entry(
                            zip,
                            Manifest.PAYLOADS,
                            to -> lost.set(new Payloads(blobs).copy(connection, to))));
            byte[] checksums = json.writeValueAsBytes(new Manifest.Checksums(sums, lost.get()));
            entry(zip, Manifest.CHECKSUMS, to -> to.write(checksums));
        }
    }

    private Manifest manifest(Connection connection) throws SQLException {
        return new Manifest(
                Manifest.FORMAT,
                productVersion,
                LiveSchema.version(connection),
                connection.getMetaData().getDatabaseProductVersion(),
                clock.instant(),
                LiveSchema.holdsSecrets(connection) ? key.value() : "",
                LiveSchema.kept(connection),
                LiveSchema.sequences(connection));
    }

    private static void copy(Connection connection, Manifest.Table table, OutputStream to)
            throws SQLException, IOException {
        String rows = table.rows().isEmpty() ? "" : " where " + table.rows();
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                        "copy (select %s from %s%s) to stdout"
                                .formatted(table.columnList(), Sql.quoted(table.name()), rows),
                        to);
    }

    private interface Content {
        void write(OutputStream to) throws SQLException, IOException;
    }

    private static Manifest.Checksums.Entry entry(ZipOutputStream zip, String name, Content content)
            throws SQLException, IOException {
        zip.putNextEntry(new ZipEntry(name));
        var digested = new Digested();
        content.write(digested.to(zip));
        zip.closeEntry();
        return digested.as(name);
    }
}
