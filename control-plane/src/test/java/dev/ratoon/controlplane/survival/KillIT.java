package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.agents.StoredLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} in the middle of a turn, at moments that a seed chooses, in the product as it is
 * shipped. Each kill says its seed; {@code -Dratoon.seed=N} repeats that one, {@code -Psoak} does
 * twenty of each kind and an hour of any kind.
 */
class KillIT {
    @TempDir static Path folder;
    private static Product product;
    private static String agent;

    @BeforeAll
    static void anAgentThatIsIdle() throws Exception {
        product = new Product(folder, Map.of());
        Path repository = GitRepository.in(folder).folder();
        agent =
                product.api()
                        .post(
                                "/api/agents",
                                Map.of("repository", repository.toString(), "mode", "auto"))
                        .text("id");
        // Enough turns and time for an hour of them.
        var limits = Map.of("limits", Map.of("turns", 100_000, "minutes", 100_000));
        product.api().send("PATCH", "/api/agents/" + agent, limits);
    }

    @AfterAll
    static void nothingIsLeft() throws Exception {
        try {
            product.api().delete("/api/agents/" + agent);
            var sandbox = new Incarnation(product.home(), agent);
            Eventually.get(
                    "its end",
                    () -> sandbox.processes("") + "" + sandbox.orphans(),
                    "[][]"::equals);
        } finally {
            product.close();
        }
    }

    @Test
    void the_control_plane_is_killed_and_the_turn_goes_on() throws Exception {
        kill(Victim.CONTROL_PLANE);
    }

    @Test
    void the_database_is_killed_and_the_turn_goes_on() throws Exception {
        kill(Victim.DATABASE);
    }

    @Test
    void the_runner_is_killed_and_the_turn_ends_in_words() throws Exception {
        kill(Victim.RUNNER);
    }

    @Tag("long")
    @Test
    void the_hands_are_killed_and_the_turn_ends_in_words() throws Exception {
        kill(Victim.HANDS);
    }

    @Test
    void the_harness_is_killed_and_the_turn_ends_in_words() throws Exception {
        kill(Victim.HARNESS);
    }

    @Tag("long")
    @Test
    void whoever_chance_kills_the_agent_survives() throws Exception {
        Victim[] all = Victim.values();
        Seeds.forAWhile(seed -> kill(all[new SplittableRandom(~seed).nextInt(all.length)], seed));
    }

    private static void kill(Victim victim) throws Exception {
        Seeds.each(seed -> kill(victim, seed));
    }

    private static void kill(Victim victim, long seed) throws Exception {
        var turn = new KilledTurn(product, agent, victim, seed);
        System.out.println(turn);
        turn.run();
        // What ended with what was killed is noticed a moment after the turn has ended.
        StoredLog log =
                Eventually.get(
                        "words in the log of the " + turn,
                        () -> StoredLog.of(product.home(), agent),
                        turn::isTold);
        log.check();
        turn.check(log);
        assertEquals(List.of(agent), product.workspaces(), "files that are nobody's");
        assertTrue(new Incarnation(product.home(), agent).orphans().isEmpty(), turn.toString());
    }
}
