package dev.ratoon.controlplane.streams;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.peers.Peer;
import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.protocol.Frame;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream that another process asks for is opened here or refused, and goes to no third. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(OneHopIT.NobodyReconciles.class)
class OneHopIT {
    public static class NobodyReconciles implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ratoon.roles", "api");
        }
    }

    @Inject TestPeople people;
    @Inject FarStreams farStreams;
    @Inject LogStore log;
    @Inject LogHub hub;
    @Inject DataSource database;
    private final UUID third = UUID.randomUUID();

    @AfterEach
    void noThird() throws Exception {
        sql("delete from processes where id = '" + third + "'");
    }

    @Test
    void what_a_peer_asks_for_is_not_passed_on_to_the_process_that_holds_the_runner()
            throws Exception {
        sql(
                "insert into processes (id, key, place, address, alive_until) select '"
                        + third
                        + "', key, 'a third', '127.0.0.1:1', now() + interval '10 minutes' from"
                        + " processes limit 1");
        Map<String, String> asked = Map.of("repository", "https://example.invalid/a/b");
        UUID agent = UUID.fromString(people.owner().post("/api/agents", asked).text("id"));
        note(agent, new ObservedEvent.SandboxWanted(1, Instant.EPOCH));
        note(agent, new ObservedEvent.RunnerConnected(1, "key", "box", "1", third.toString()));
        var order = new StreamOrder(agent, List.of("true"), null, null);
        var back = assertInstanceOf(Streams.Dialled.Back.class, farStreams.open(here(), order));
        var answer =
                assertInstanceOf(
                        Socket.Message.Binary.class, back.socket().receive(Duration.ofSeconds(30)));
        String words = Frame.of(ByteBuffer.wrap(answer.bytes())).toString();
        assertTrue(words.contains("Its runner is not connected right now"), words);
    }

    private Peer here() throws Exception {
        String at = Eventually.get("where it listens", this::address, each -> !each.isEmpty());
        int colon = at.indexOf(':');
        return new Peer(
                hub.process(),
                at.substring(0, colon),
                Integer.parseInt(at.substring(colon + 1)),
                "here");
    }

    private String address() throws SQLException {
        try (var connection = database.getConnection();
                var select =
                        connection.prepareStatement(
                                "select coalesce(address, '') from processes where id = ?")) {
            select.setString(1, hub.process());
            try (var row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private void note(UUID agent, ObservedEvent event) {
        log.append(agent, _ -> List.of(NewEvent.of(event)));
    }

    private void sql(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var any = connection.createStatement()) {
            any.execute(statement);
        }
    }
}
