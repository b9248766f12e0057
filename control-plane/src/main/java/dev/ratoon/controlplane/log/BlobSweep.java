package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.bonds.FolderOwner;
import dev.ratoon.controlplane.roles.Sweep;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Removes the blobs that no log refers to any more: of agents that are gone, of appends that were
 * never committed. A few of the 256 folders each minute, all of them in 64 minutes, so that the
 * cost is small and even; a batch of files is one query. See {@link BlobLocks} for why it is safe.
 */
@Singleton
class BlobSweep implements Sweep {
    private static final Logger LOG = Logger.getLogger(BlobSweep.class);
    private static final int FOLDERS = 256;
    private static final int IN_A_MINUTE = 4;
    private static final int BATCH = 1_000;

    /** Each column that names payloads says so: one of a newer version counts, too. */
    private static final String REFERRING =
            """
            select string_agg(format('exists (select 1 from %I where %I = b)', c.relname, a.attname), ' or ')
            from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
              and not c.relispartition and col_description(c.oid, a.attnum) = 'blob'
            """;

    private final DataSource database;
    private final BlobStore blobs;
    private final FolderOwner owner;

    BlobSweep(DataSource database, BlobStore blobs) {
        this.database = database;
        this.blobs = blobs;
        this.owner = new FolderOwner(blobs.folder(), "payloads");
    }

    @Override
    public void sweep(Instant now) {
        long first = now.getEpochSecond() / 60 * IN_A_MINUTE;
        int removed = 0;
        String referred = referred();
        for (int i = 0; i < IN_A_MINUTE; i++) {
            removed += sweep(Math.floorMod(first + i, FOLDERS), referred);
        }
        if (removed > 0) {
            LOG.infof("%d payloads that no log refers to were removed", removed);
        }
    }

    private int sweep(int number, String referred) {
        Path folder = blobs.folder().resolve(HexFormat.of().toHexDigits((byte) number));
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            List<Path> batch = new ArrayList<>();
            for (Path file : files) {
                batch.add(file);
                if (batch.size() == BATCH) {
                    removed += remove(batch, referred);
                    batch.clear();
                }
            }
            return removed + remove(batch, referred);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }

    /** Those of them that nothing refers to, and drafts: nobody is writing one now. */
    private int remove(List<Path> files, String referred) throws SQLException, IOException {
        if (files.isEmpty()) {
            return 0;
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (!owner.is(connection) || !BlobLocks.removing(connection)) {
                    return 0;
                }
                int removed = 0;
                for (Path file : unreferred(connection, files, referred)) {
                    removed += Files.deleteIfExists(file) ? 1 : 0;
                }
                return removed;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static Iterable<Path> unreferred(Connection connection, List<Path> files, String query)
            throws SQLException {
        Map<String, Path> left = new HashMap<>();
        List<byte[]> digests = new ArrayList<>();
        for (Path file : files) {
            String name = file.getName(file.getNameCount() - 2) + "" + file.getFileName();
            if (name.matches("[0-9a-f]{64}")) {
                left.put(name, file);
                digests.add(HexFormat.of().parseHex(name));
            } else if (file.getFileName().toString().startsWith(BlobStore.DRAFT)) {
                left.put(name, file);
            }
        }
        try (PreparedStatement referred = connection.prepareStatement(query)) {
            referred.setArray(1, connection.createArrayOf("bytea", digests.toArray(byte[][]::new)));
            try (ResultSet rows = referred.executeQuery()) {
                while (rows.next()) {
                    left.remove(HexFormat.of().formatHex(rows.getBytes(1)));
                }
            }
        }
        return left.values();
    }

    private String referred() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(REFERRING);
                ResultSet row = select.executeQuery()) {
            if (!row.next() || row.getString(1) == null) {
                throw new SQLException("no column says that it names payloads");
            }
            return "select b from unnest(?) b where " + row.getString(1);
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }
}
