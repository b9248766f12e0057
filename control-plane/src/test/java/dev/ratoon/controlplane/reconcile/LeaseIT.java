package dev.ratoon.controlplane.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.Step;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.TestPeople;
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
    private static final Duration BOUND = Duration.ofSeconds(10);

    @Inject TestPeople people;
    @Inject LeaseStore leases;
    @Inject Steps steps;
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
    void who_has_lost_it_neither_gives_it_back_nor_removes_the_agent() throws Exception {
        Lease lost = claimed().getFirst();
        runOut();
        assertEquals(1, claimed().size());
        leases.release(lost, clock.instant());
        leases.remove(lost);
        assertTrue(log.facts(agent).isPresent());
        assertEquals(List.of(), claimed(), "it is still the other's");
    }

    @Test
    void one_that_somebody_is_just_taking_is_passed_over() throws Exception {
        try (var one = database.getConnection()) {
            one.setAutoCommit(false);
            try (var statement = one.createStatement()) {
                statement.execute("select 1 from agents where id = '" + agent + "' for update");
                // It is passed over, not waited for.
                assertEquals(List.of(), assertTimeoutPreemptively(BOUND, this::claimed));
            } finally {
                one.rollback();
                one.setAutoCommit(true);
            }
        }
        assertEquals(1, claimed().size());
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
