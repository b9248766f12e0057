package dev.ratoon.controlplane.feeds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The process that holds an agent's runner goes, and comes: no log says so, the stream does. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(AwayIT.NobodyReconciles.class)
class AwayIT {
    public static class NobodyReconciles implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ratoon.roles", "api");
        }
    }

    @Inject TestPeople people;
    @Inject GivenAgents agents;
    @Inject LogStore log;
    private final UUID other = UUID.randomUUID();
    private final UUID next = UUID.randomUUID();

    @BeforeEach
    void anotherProcess() {
        lives(other);
    }

    @AfterEach
    void noOtherProcess() {
        agents.sql("delete from processes where id in ('" + other + "', '" + next + "')");
    }

    /** With the key that all of this database have. */
    private void lives(UUID process) {
        agents.sql(
                "insert into processes (id, key, place, address, alive_until) select '"
                        + process
                        + "', key, 'the home of "
                        + other
                        + "', '127.0.0.1:1', now() + interval '10 minutes' from processes limit 1");
    }

    private void dies(UUID process) {
        agents.sql("update processes set alive_until = now() where id = '" + process + "'");
    }

    private UUID heldBy(TestPeople.Person owner, UUID process) {
        UUID agent = agents.of(owner, "held");
        log.append(
                agent,
                _ ->
                        List.of(
                                NewEvent.of(new ObservedEvent.SandboxWanted(1, Instant.EPOCH)),
                                NewEvent.of(
                                        new ObservedEvent.RunnerConnected(
                                                1, "key", "box", "1", process.toString()))));
        return agent;
    }

    @Test
    void whose_it_held_are_told_again_when_it_is_away_and_when_its_home_has_one_again()
            throws Exception {
        TestPeople.Person ada = people.invited("member");
        UUID held = heldBy(ada, other);
        UUID free = agents.of(ada, "free");
        try (var stream = Listener.to(ada.api(), "/api/stream")) {
            stream.awaitAll("the fleet", all -> StreamIT.whole(all, 1));
            dies(other);
            String place = "is away: the one of the home of " + other;
            stream.await("that it is away", e -> isOf(e, held) && doing(e).contains(place));
            lives(next);
            stream.awaitAll(
                    "that it is not away any more",
                    all -> isOf(all.getLast(), held) && !doing(all.getLast()).contains("away"));
            assertEquals(1, stream.events().stream().filter(e -> isOf(e, free)).count());
        }
    }

    private static boolean isOf(Listener.Event event, UUID agent) {
        return event.is("agent") && event.text("id").equals(agent.toString());
    }

    private static String doing(Listener.Event event) {
        return event.text("doing");
    }
}
