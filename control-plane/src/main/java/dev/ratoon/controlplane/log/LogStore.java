package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.FactsRead;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.NoText;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The one way into the logs and out of them. Appends of all threads are committed in groups (see
 * {@link Committer}); each waits for its own commit. Safe for many threads.
 */
@Singleton
public class LogStore {
    private final DataSource database;
    private final BlobStore blobs;
    private final Committer committer;
    private final Mending mending;

    LogStore(DataSource database, BlobStore blobs, Committer committer, Mending mending) {
        this.database = database;
        this.blobs = blobs;
        this.committer = committer;
        this.mending = mending;
    }

    /** Appends what is decided while the agent is locked, and returns after the commit. */
    public Appended append(UUID agent, Deciding deciding) {
        return appendSoon(agent, deciding, () -> {}).await();
    }

    /**
     * The same without waiting: for whoever has more to append to the same log meanwhile.
     *
     * @param afterwards runs when it is done, on a thread that must not be held up
     */
    public Soon appendSoon(UUID agent, Deciding deciding, Runnable afterwards) {
        var soon = new Soon(afterwards);
        committer.commit(new Pending(agent, deciding, soon));
        return soon;
    }

    /** Who asked for a new agent, and how a second sending of the same request is known. */
    public record Asked(UUID owner, @Nullable String key, @Nullable String digest) {}

    /** A log that begins; empty when another has been made under its key or its name. */
    public Optional<Appended> create(UUID id, Asked asked, List<ObservedEvent> first, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.MICROS);
        AgentLock lock = new AgentLock(id, null, 0, null, 0, 0);
        Appended appended =
                lock.begin(first.stream().<NewEvent>map(NewEvent.Observed::new).toList(), now);
        boolean made = committer.create(lock, asked, now);
        return made ? Optional.of(appended) : Optional.empty();
    }

    /** Events after that one, at most so many. */
    public List<LogEvent> read(UUID agent, long after, int limit) {
        return read(agent, after, limit, List.of());
    }

    /** Those of these types only; of all when none is named. */
    public List<LogEvent> read(UUID agent, long after, int limit, List<String> types) {
        String only = types.isEmpty() ? "" : " and type = any(?)";
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select seq, at, source, type, n, payload, blob from events"
                                        + " where agent_id = ? and seq > ?"
                                        + only
                                        + " order by seq limit ?")) {
            select.setObject(1, agent);
            select.setLong(2, after);
            if (!types.isEmpty()) {
                select.setArray(3, connection.createArrayOf("text", types.toArray()));
            }
            select.setInt(types.isEmpty() ? 3 : 4, limit);
            return events(select);
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    /** The newest of those before that one, at most so many; they too in their order. */
    public List<LogEvent> readBefore(UUID agent, long before, int limit) {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select seq, at, source, type, n, payload, blob from events"
                                        + " where agent_id = ? and seq < ?"
                                        + " order by seq desc limit ?")) {
            select.setObject(1, agent);
            select.setLong(2, before);
            select.setInt(3, limit);
            return events(select).reversed();
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    private List<LogEvent> events(PreparedStatement select) throws SQLException {
        List<LogEvent> events = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                events.add(Rows.event(rows, blobs));
            }
        }
        return events;
    }

    /** If what is stored of them cannot be read, they are made of the log again. */
    public Optional<Facts> facts(UUID agent) {
        try (Connection connection = database.getConnection()) {
            return switch (stored(connection, agent)) {
                case null -> Optional.empty();
                case FactsRead.Whole(Facts facts) -> Optional.of(facts);
                case FactsRead.Unreadable stored ->
                        Optional.of(mending.mend(connection, agent, stored));
            };
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    private static @Nullable FactsRead stored(Connection connection, UUID agent)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select facts, facts_version from agents where id = ?")) {
            select.setObject(1, agent);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? FactsRead.of(row.getBytes(1), row.getInt(2)) : null;
            }
        }
    }

    /** Of all agents that have a sandbox, and whose facts can be read. */
    public List<Facts> factsOfSandboxed() {
        List<Facts> all = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select facts, facts_version from agents where holds_sandbox");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                FactsRead.of(rows.getBytes(1), rows.getInt(2)).ifWhole().ifPresent(all::add);
            }
            return all;
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    /** Of a query, or an append, that failed. */
    public static Failure unanswered(SQLException e) {
        return NoText.in(e)
                .orElseGet(
                        () ->
                                new Failure(
                                        ProblemType.BUSY,
                                        "The database does not answer right now. Try again.",
                                        e));
    }
}
