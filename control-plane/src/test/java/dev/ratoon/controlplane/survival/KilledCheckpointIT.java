package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.agents.StoredLog;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.protocol.Reported;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} in the middle of a checkpoint that is large, in the product as it is shipped: it
 * is made again, it stands in the log once, and the next turn is kept, too.
 */
@SuppressWarnings("NullAway.Init")
class KilledCheckpointIT {
    private static final long LARGE = 24L << 20;
    private static final long MUCH = 4L << 20;

    @TempDir static Path folder;
    private static GitRepository repository;
    private static Product product;
    private static StoredGit store;
    private String agent;

    @BeforeAll
    static void start() throws Exception {
        repository = GitRepository.in(folder);
        product = new Product(folder, Map.of());
        store = new StoredGit(product.home());
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @AfterEach
    void delete() throws Exception {
        product.api().delete("/api/agents/" + agent);
        eventually(
                "its end, with a checkpoint that is its last",
                () -> fleet().agent(agent).path("doing").asText(),
                "is deleted"::equals);
    }

    @Tag("long")
    @Test
    void the_control_plane_while_it_is_received() throws Exception {
        begin();
        product.kill();
        Instant killed = Instant.now();
        assertTrue(store.size(StoredGit.RECEIVED) > 0, "the kill missed it");
        product.up();
        isKeptAfter(killed);
        goesOn();
    }

    /** Its refs are moved, its lease is held, and nobody has written down that it is there. */
    @Tag("long")
    @Test
    void the_control_plane_while_it_is_noted() throws Exception {
        begin();
        Instant killed;
        try (var connection = StoredLog.database(product.home()).getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table events in exclusive mode");
            eventually(
                    "what is pending",
                    () -> store.find("pending/" + agent),
                    found -> !found.isEmpty());
            assertEquals(List.of("agents/" + agent), store.leases());
            product.kill();
            killed = Instant.now();
        }
        assertEquals(List.of("pending/" + agent), store.find("pending/.+"), "the kill missed it");
        product.up();
        isKeptAfter(killed);
        goesOn();
    }

    @Tag("long")
    @Test
    void the_runner_and_the_next_one_makes_it_before_its_first_turn() throws Exception {
        begin();
        Victim.RUNNER.kill(product, new Incarnation(product.home(), agent));
        eventually(
                "its end", () -> fleet().events(agent, "sandbox.ended"), ended -> !ended.isEmpty());
        assertEquals(List.of(), kept(), "the kill missed it");
        goesOn();
        List<LogEvent> events = log().events();
        int begun = 0;
        while (!(events.get(begun).reported() instanceof Reported.TurnStarted(int turn))
                || turn != 2) {
            begun++;
        }
        assertEquals(List.of(1), turns(events.subList(0, begun)));
    }

    /** Returns while its first checkpoint arrives. */
    private void begin() throws Exception {
        agent = fleet().start("auto", "head -c " + LARGE + " /dev/urandom > large");
        eventually(
                "a checkpoint that arrives",
                () -> store.size(StoredGit.RECEIVED),
                size -> size > MUCH);
    }

    private void isKeptAfter(Instant killed) throws Exception {
        eventually("the same again", this::kept, List.of(1)::equals);
        assertTrue(
                log().events().stream()
                        .filter(KilledCheckpointIT::isKept)
                        .allMatch(kept -> kept.at().isAfter(killed)),
                "the kill missed it");
    }

    private void goesOn() throws Exception {
        product.api().post("/api/agents/" + agent + "/messages", Map.of("text", "echo two > two"));
        eventually("its turn", () -> fleet().outcome(agent, 2), "finished"::equals);
        eventually("both turns are kept", this::kept, List.of(1, 2)::equals);
        for (int turn : List.of(1, 2)) {
            String file = "refs/ratoon/checkpoints/" + turn + ":large";
            assertEquals("" + LARGE, store.of(agent).git("cat-file", "-s", file));
        }
        store.assertSound();
        log().check();
    }

    /** Much is hashed, packed and sent, also on a machine that has much else to do. */
    private static <T> void eventually(String what, Callable<T> look, Predicate<T> enough)
            throws Exception {
        T _ = Eventually.get(what, Duration.ofMinutes(4), look, enough);
    }

    private static Fleet fleet() throws Exception {
        return new Fleet(product.api(), repository);
    }

    private StoredLog log() throws Exception {
        return StoredLog.of(product.home(), agent);
    }

    /** The turns whose checkpoints are noted, as often as they are. */
    private List<Integer> kept() throws Exception {
        return turns(log().events());
    }

    private static List<Integer> turns(List<LogEvent> events) {
        return events.stream()
                .filter(KilledCheckpointIT::isKept)
                .map(one -> ((ObservedEvent.CheckpointKept) one.observed()).turn())
                .toList();
    }

    private static boolean isKept(LogEvent event) {
        return event.observed() instanceof ObservedEvent.CheckpointKept;
    }
}
