package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.basis.RandomIds;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.protocol.Upstream;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;

/** The log of a database, without the product around it. */
public record Logs(DataSource database, BlobStore blobs, Clock clock, LogHub hub, LogStore store) {
    public static final UUID OWNER = UUID.fromString("00000000-0000-7000-8000-000000000001");

    public static Logs in(DataSource database, BlobStore blobs) {
        return in(database, blobs, Clock.systemUTC());
    }

    static Logs in(DataSource database, BlobStore blobs, Clock clock) {
        return in(database, blobs, clock, List.of());
    }

    /** With what is written beside the events. */
    public static Logs in(DataSource database, BlobStore blobs, Clock clock, List<Beside> besides) {
        var hub = new LogHub(RandomIds.make());
        var committer = new Committer(database, blobs, hub, clock, besides);
        var mending = new Mending(blobs, clock, hub);
        return new Logs(
                database, blobs, clock, hub, new LogStore(database, blobs, committer, mending));
    }

    /** With somebody who owns agents. */
    public Logs owned() throws SQLException {
        execute(
                "insert into users (id, name, display_name, role, created_at) values ('"
                        + OWNER
                        + "', 'ada', 'Ada', 'member', now())");
        return this;
    }

    public UUID agent() {
        return agent(new Limits(60, 3));
    }

    public UUID agent(Limits limits) {
        UUID id = UUID.randomUUID();
        store.create(
                id,
                new LogStore.Asked(OWNER, null, null),
                List.of(created(id, limits)),
                clock.instant());
        return id;
    }

    /** An agent that begins with a message. */
    static List<ObservedEvent> first(UUID id, String text) {
        return List.of(
                created(id, new Limits(60, 3)),
                new ObservedEvent.MessageSent(UUID.randomUUID(), text, false, "ada"));
    }

    private static ObservedEvent created(UUID id, Limits limits) {
        return new ObservedEvent.Created(
                "it-" + id,
                OWNER,
                null,
                "Title",
                "https://example.com/a/b",
                null,
                "ratoon/it",
                false,
                "default",
                "shell",
                null,
                "normal",
                false,
                limits);
    }

    Appended say(UUID agent, String text) {
        return see(agent, new ObservedEvent.MessageSent(UUID.randomUUID(), text, false, "ada"));
    }

    public Appended see(UUID agent, ObservedEvent event) {
        return store.append(agent, _ -> List.of(NewEvent.of(event)));
    }

    /** The next record of its outbox. */
    Appended hear(UUID agent, String type, byte[] payload) {
        return store.append(
                agent,
                current ->
                        List.of(
                                new NewEvent.Reported(
                                        new Upstream.Entry(
                                                current.acknowledged() + 1, type, payload))));
    }

    /** Text that no compression makes shorter than it has to be. */
    static String noise(int characters, long seed) {
        byte[] bytes = new byte[characters];
        new Random(seed).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes).substring(0, characters);
    }

    static String noise(int characters) {
        return noise(characters, new SecureRandom().nextLong());
    }

    public void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public String one(String query) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    Instant lastActive(UUID agent) throws SQLException {
        return Instant.parse(
                one(
                        "select to_char(last_active_at at time zone 'utc',"
                                + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from agents where id = '"
                                + agent
                                + "'"));
    }
}
