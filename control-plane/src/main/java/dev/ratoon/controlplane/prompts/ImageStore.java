package dev.ratoon.controlplane.prompts;

import dev.ratoon.controlplane.life.PromptImage;
import dev.ratoon.controlplane.log.BlobLocks;
import dev.ratoon.controlplane.log.BlobStore;
import dev.ratoon.controlplane.log.LogStore;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Who has uploaded which image, and which agent has which. */
@Singleton
class ImageStore {
    /** What somebody has uploaded and not sent: beyond it, what was uploaded first goes. */
    private static final int MOST = 100;

    private static final long MOST_BYTES = 64L << 20;

    private static final String UPLOAD =
            """
            insert into uploaded_images (user_id, blob, type, bytes, at) values (?, ?, ?, ?, ?)
            on conflict (user_id, blob) do update set at = excluded.at
            """;

    private static final String CROWDED_OUT =
            """
            delete from uploaded_images where user_id = ? and blob in (
                select blob from (
                    select blob, row_number() over newest as place, sum(bytes) over newest as total
                    from uploaded_images where user_id = ?
                    window newest as (order by at desc, blob)) ranked
                where place > ? or total > ?)
            """;

    private final DataSource database;
    private final BlobStore blobs;

    ImageStore(DataSource database, BlobStore blobs) {
        this.database = database;
        this.blobs = blobs;
    }

    /** Its digest. */
    byte[] upload(UUID user, ImageType type, byte[] content, Instant now) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                BlobLocks.adding(connection);
                byte[] digest = blobs.put(content);
                try (PreparedStatement insert = connection.prepareStatement(UPLOAD)) {
                    insert.setObject(1, user);
                    insert.setBytes(2, digest);
                    insert.setString(3, type.word());
                    insert.setLong(4, content.length);
                    insert.setTimestamp(5, Timestamp.from(now));
                    insert.executeUpdate();
                }
                try (PreparedStatement trim = connection.prepareStatement(CROWDED_OUT)) {
                    trim.setObject(1, user);
                    trim.setObject(2, user);
                    trim.setInt(3, MOST);
                    trim.setLong(4, MOST_BYTES);
                    trim.executeUpdate();
                }
                connection.commit();
                return digest;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }

    /** One of this user's, if it was uploaded since then. */
    Optional<PromptImage> uploaded(UUID user, byte[] digest, Instant since) {
        return find(
                "select type, bytes from uploaded_images where user_id = ? and blob = ? and at > ?",
                user,
                digest,
                Timestamp.from(since));
    }

    /** One that stands beside a message to this agent. */
    Optional<PromptImage> ofAgent(UUID agent, byte[] digest) {
        return find(
                "select type, bytes from agent_images where agent_id = ? and blob = ?",
                agent,
                digest);
    }

    private Optional<PromptImage> find(String sql, UUID whose, byte[] digest, Object... more) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, whose);
            select.setBytes(2, digest);
            for (int i = 0; i < more.length; i++) {
                select.setObject(3 + i, more[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new PromptImage(
                                        HexFormat.of().formatHex(digest),
                                        "",
                                        row.getString(1),
                                        row.getLong(2)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }

    void forgetUploads(Instant before) {
        try (Connection connection = database.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("delete from uploaded_images where at < ?")) {
            delete.setTimestamp(1, Timestamp.from(before));
            delete.executeUpdate();
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }
}
