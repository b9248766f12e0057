package dev.ratoon.controlplane.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.Step;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.environments.SandboxTrouble;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The right to act for an agent: who has lost it, and does not know yet, changes nothing. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(LeaseIT.NobodyReconciles.class)
class LeaseIT {
    public static class NobodyReconciles implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ratoon.roles", "api");
        }
    }

    private static final Duration SOON = Duration.ofMinutes(1);

    @Inject TestPeople people;
    @Inject LeaseStore leases;
    @Inject Steps steps;
    @Inject Orders orders;
    @Inject Installing installing;
    @Inject LogStore log;
    @Inject DataSource database;
    @Inject Clock clock;
    private UUID agent;

    @BeforeEach
    void anAgentThatIsDue() {
        Map<String, String> asked = Map.of("repository", "https://example.invalid/a/b");
        agent = UUID.fromString(people.owner().post("/api/agents", asked).text("id"));
    }

    @Test
    void what_is_leased_is_nobody_elses_until_it_is_given_back_or_runs_out() throws Exception {
        Lease first = claimed().getFirst();
        leases.enqueue(agent, clock.instant());
        assertEquals(List.of(), claimed());
        leases.release(first, null);
        assertEquals(1, claimed().size());
        runOut();
        assertEquals(first.epoch() + 2, claimed().getFirst().epoch());
    }

    @Test
    void who_has_lost_it_takes_no_step() throws Exception {
        Lease lost = claimed().getFirst();
        runOut();
        Lease has = claimed().getFirst();
        long before = log.read(agent, 0, 100).size();
        Facts facts = log.facts(agent).orElseThrow();
        var plan = List.<Step>of(new Step.Fail("It seems so.", "Nothing"));
        assertThrows(Steps.LeaseLost.class, () -> steps.all(lost, facts, plan));
        assertEquals(before, log.read(agent, 0, 100).size());
        steps.all(has, facts, plan);
        assertEquals(before + 1, log.read(agent, 0, 100).size());
    }

    @Test
    void who_has_been_given_a_command_since_is_not_paused() throws Exception {
        Lease lease = claimed().getFirst();
        append(new ObservedEvent.SandboxWanted(1, clock.instant().plus(SOON)));
        append(new ObservedEvent.ExecBegun(UUID.randomUUID(), List.of("a"), false, "ada", "here"));
        Facts planned = log.facts(agent).orElseThrow();
        var plan = List.<Step>of(new Step.Pause("It had nothing to do."));
        UUID since = UUID.randomUUID();
        append(new ObservedEvent.ExecBegun(since, List.of("b"), false, "ada", "here"));
        steps.all(lease, planned, plan);
        assertEquals(Facts.Wish.RUN, log.facts(agent).orElseThrow().wish());
        append(new ObservedEvent.ExecEnded(since));
        steps.all(lease, planned, plan);
        assertEquals(Facts.Wish.PAUSE, log.facts(agent).orElseThrow().wish());
    }

    @Test
    void who_cannot_be_adopted_now_is_adopted_later() {
        append(new ObservedEvent.SandboxWanted(1, clock.instant().plus(SOON)));
        Facts facts = log.facts(agent).orElseThrow();
        // To adopt, none of the others is asked.
        var refused =
                new Steps(
                        log,
                        leases,
                        null,
                        new RefusingSandboxes(),
                        orders,
                        installing,
                        null,
                        null,
                        null,
                        null,
                        clock);
        for (int i = 0; i < 2; i++) {
            assertThrows(SandboxTrouble.class, () -> refused.adopt(facts, 1));
        }
    }

    /** What runs with it goes on: that order is only for its doors. */
    @Test
    void an_image_that_is_not_allowed_any_more_is_not_begun_with() throws Exception {
        Lease lease = claimed().getFirst();
        append(taken("example.org/tools/java:21"));
        append(new ObservedEvent.SandboxWanted(1, clock.instant().plus(SOON)));
        Facts facts = log.facts(agent).orElseThrow();
        assertEquals(
                Optional.of("example.org/tools/java:21"),
                orders.order(facts, 1, List.of()).image());

        steps.all(lease, facts, List.of(new Step.Start(1)));

        Facts.Failure failure = log.facts(agent).orElseThrow().failure();
        assertNotNull(failure);
        assertTrue(
                failure.reason().contains("example.org/tools/java:21, which is not allowed here"),
                failure::toString);
        assertTrue(failure.nextStep().contains("ratoon.pods.images"), failure::toString);
        assertEquals(0, log.read(agent, 0, 100, List.of("sandbox.started")).size());
    }

    private void append(ObservedEvent event) {
        log.append(agent, _ -> List.of(NewEvent.of(event)));
    }

    private static ObservedEvent taken(String image) {
        return new ObservedEvent.EnvironmentTaken(
                new UUID(0, 3),
                "java",
                1,
                "",
                30,
                "ada",
                new TreeMap<>(),
                List.of(),
                List.of(),
                List.of(),
                image,
                null,
                null,
                null,
                List.of(),
                false);
    }

    private List<Lease> claimed() throws SQLException {
        Instant later = clock.instant().plus(SOON);
        return leases.claim(later, 10_000).stream()
                .filter(lease -> lease.agent().equals(agent))
                .toList();
    }

    /** As if its holder had stood still for a minute. */
    private void runOut() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "update agents set leased_until = now() - interval '1 second' where id = '"
                            + agent
                            + "'");
        }
    }
}
