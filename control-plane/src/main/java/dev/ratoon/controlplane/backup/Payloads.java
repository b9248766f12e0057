package dev.ratoon.controlplane.backup;

import dev.ratoon.controlplane.log.BlobStore;
import dev.ratoon.controlplane.problem.Failure;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The payloads that are files, as one entry of a backup: of each its SHA-256, its length and its
 * bytes. One entry, because a zip's table of contents is kept in memory; one payload at a time is,
 * as it was when it was appended.
 */
record Payloads(BlobStore blobs) {
    private static final Logger LOG = Logger.getLogger(Payloads.class);
    private static final int DIGEST = 32;

    /** No payload is that long: a message of a runner has 1 MiB at most. */
    private static final int LONGEST = 64 << 20;

    /** How many that are lost are named. */
    private static final int NAMED = 100;

    private static final int PAGE = 1_000;

    /** What is referred to and could not be read. */
    Manifest.Lost copy(Connection connection, OutputStream to) throws SQLException, IOException {
        var out = new DataOutputStream(to);
        List<String> named = new ArrayList<>();
        long[] lost = {0};
        each(
                connection,
                digest -> {
                    byte[] content;
                    try {
                        content = blobs.get(digest);
                    } catch (Failure e) {
                        LOG.warnf("Not in the backup: %s", e.forTheCaller());
                        lost[0]++;
                        name(named, digest);
                        return;
                    }
                    out.write(digest);
                    out.writeInt(content.length);
                    out.write(content);
                });
        out.flush();
        return new Manifest.Lost(lost[0], named);
    }

    /** How many there were. */
    long bringBack(InputStream from) throws IOException {
        var in = new DataInputStream(from);
        long count = 0;
        for (byte[] digest = in.readNBytes(DIGEST);
                digest.length > 0;
                digest = in.readNBytes(DIGEST)) {
            int length = digest.length < DIGEST ? -1 : in.readInt();
            if (length < 0 || length > LONGEST) {
                throw new IOException("a payload is cut off");
            }
            byte[] content = in.readNBytes(length);
            if (!MessageDigest.isEqual(digest, BlobStore.sha256(content))) {
                throw BackupReader.altered(
                        "The payload " + hex(digest) + " in this file is altered.");
            }
            blobs.put(content);
            count++;
        }
        return count;
    }

    /** What the rows refer to and this home does not have. */
    Manifest.Lost missing(Connection connection) throws SQLException, IOException {
        List<String> named = new ArrayList<>();
        long[] lost = {0};
        each(
                connection,
                digest -> {
                    if (!blobs.has(digest)) {
                        lost[0]++;
                        name(named, digest);
                    }
                });
        if (lost[0] > 0) {
            LOG.warnf("%d payloads are neither in the backup nor in this home: %s", lost[0], named);
        }
        return new Manifest.Lost(lost[0], named);
    }

    private static void name(List<String> named, byte[] digest) {
        if (named.size() < NAMED) {
            named.add(hex(digest));
        }
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    private interface Use {
        void of(byte[] digest) throws IOException;
    }

    private static void each(Connection connection, Use use) throws SQLException, IOException {
        String all =
                LiveSchema.blobs(connection).stream()
                        .map(
                                column ->
                                        "select %s as b from %s"
                                                .formatted(
                                                        Sql.quoted(column.column()),
                                                        Sql.quoted(column.table())))
                        .collect(Collectors.joining(" union all "));
        if (all.isEmpty()) {
            return;
        }
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select distinct b from (" + all + ") every where b is not null")) {
            select.setFetchSize(PAGE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    use.of(rows.getBytes(1));
                }
            }
        }
    }
}
