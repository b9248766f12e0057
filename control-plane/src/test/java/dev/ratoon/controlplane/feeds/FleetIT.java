package dev.ratoon.controlplane.feeds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The fleet costs what changes, however many look at it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class FleetIT {
    private static final Logger LOG = Logger.getLogger(FleetIT.class);
    private static final int VIEWERS = 500;

    @Inject TestPeople people;
    @Inject GivenAgents agents;
    @Inject Fleet fleet;

    @Test
    void five_hundred_viewers_share_one_reading_of_what_changed() throws Exception {
        UUID one = agents.of(people.invited("member"), "one");
        List<Bell> bells = new ArrayList<>();
        for (int i = 0; i < VIEWERS; i++) {
            bells.add(new Bell());
        }
        awaitStillness();
        long before = fleet.newest();
        bells.forEach(fleet::watch);
        try {
            agents.rename(one, "uno");
            Fleet.Shown first = null;
            for (Bell bell : bells) {
                assertTrue(bell.await(Duration.ofSeconds(10)));
                Fleet.Shown shown = shownSince(before, one);
                first = first == null ? shown : first;
                assertSame(first.json(), shown.json());
            }
        } finally {
            bells.forEach(fleet::leave);
        }
    }

    @Test
    void many_changes_of_one_agent_are_one_for_whoever_is_slow() throws Exception {
        UUID one = agents.of(people.invited("member"), "one");
        awaitStillness();
        long before = fleet.newest();
        for (int i = 0; i < 200; i++) {
            agents.rename(one, "title " + i);
        }
        awaitStillness();
        assertEquals("title 199", shownSince(before, one).seen().view().title());
        assertEquals(1, these(before).changes().stream().filter(c -> c.agent.equals(one)).count());
    }

    @Test
    @Tag("long")
    void who_begins_while_an_agent_changes_is_never_told_an_older_state_after_a_newer_one()
            throws Exception {
        TestPeople.Person ada = people.invited("member");
        UUID user = agents.user(ada);
        UUID one = agents.of(user, null, "0");
        // It is the last of a list that takes some time: the newest come first.
        for (int i = 0; i < 600; i++) {
            agents.of(user, null, "0");
        }
        var enough = new AtomicBoolean();
        Thread writer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    for (int i = 1; !enough.get(); i++) {
                                        agents.rename(one, "" + i);
                                    }
                                });
        try {
            for (int reader = 0; reader < 40; reader++) {
                try (var stream = Listener.to(ada.api(), "/api/stream")) {
                    var told =
                            stream.awaitAll(
                                    "the list and two changes",
                                    all -> all.stream().filter(e -> isOf(e, one)).count() >= 3);
                    List<Integer> titles =
                            told.stream()
                                    .filter(event -> isOf(event, one))
                                    .map(event -> Integer.parseInt(event.text("title")))
                                    .toList();
                    assertEquals(titles.stream().sorted().toList(), titles, "reader " + reader);
                }
            }
        } finally {
            enough.set(true);
            writer.join();
        }
    }

    private static boolean isOf(Listener.Event event, UUID agent) {
        return event.is("agent") && event.text("id").equals(agent.toString());
    }

    @Test
    void what_was_forgotten_is_read_anew() throws Exception {
        UUID one = agents.of(people.invited("member"), "one");
        awaitStillness();
        long before = fleet.newest();
        agents.rename(one, "uno");
        for (int i = 0; i < Fleet.REMEMBERED + 10; i++) {
            fleet.changed(UUID.randomUUID(), true);
        }
        awaitStillness();
        assertInstanceOf(Fleet.Since.TooMuch.class, fleet.since(before));
        long now = fleet.newest();
        fleet.missed();
        awaitStillness();
        assertInstanceOf(Fleet.Since.TooMuch.class, fleet.since(now));
    }

    @Test
    void a_snapshot_of_a_thousand_agents_is_quick_and_small() throws Exception {
        TestPeople.Person ada = people.invited("member");
        UUID user = agents.user(ada);
        for (int i = 0; i < 1_000; i++) {
            agents.of(user, null, "agent number " + i);
        }
        awaitStillness();
        for (int round = 0; round < 3; round++) {
            long began = System.nanoTime();
            try (var stream = Listener.to(ada.api(), "/api/stream")) {
                var all = stream.awaitSnapshot();
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                int bytes = all.stream().mapToInt(e -> e.data().toString().length()).sum();
                assertEquals(1_002, all.size());
                assertTrue(took.compareTo(Duration.ofSeconds(10)) < 0, took::toString);
                assertTrue(bytes < 1_500_000, () -> bytes + " bytes");
                LOG.infof("A snapshot of 1,000 agents: %d bytes in %d ms", bytes, took.toMillis());
            }
        }
    }

    private Fleet.Shown shownSince(long n, UUID agent) {
        return these(n).changes().stream()
                .filter(change -> change.agent.equals(agent))
                .map(change -> assertShown(change.shown()))
                .findFirst()
                .orElseThrow();
    }

    private static Fleet.Shown assertShown(Fleet.Shown shown) {
        assertNotNull(shown);
        return shown;
    }

    private Fleet.Since.These these(long n) {
        return assertInstanceOf(Fleet.Since.These.class, fleet.since(n));
    }

    /** Until what was done before is numbered. */
    private void awaitStillness() throws Exception {
        Bell bell = new Bell();
        fleet.watch(bell);
        try {
            // Two rounds after now: one may be under way.
            for (int i = 0; i < 2; i++) {
                fleet.changed(UUID.randomUUID(), true);
                assertTrue(bell.await(Duration.ofSeconds(10)));
            }
        } finally {
            fleet.leave(bell);
        }
    }
}
