package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.peers.TwoPlanes;
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
 * {@code kill -9} of one of two control planes on one database, at moments that a seed chooses: the
 * runner is with A; prompt, decisions and the reader are with B. {@link Seeds} says how to repeat
 * one and how to do more.
 */
class KillOneOfTwoIT {
    @TempDir static Path folder;
    private static TwoPlanes both;
    private static String agent;

    @BeforeAll
    static void anAgentThatIsIdle() throws Exception {
        both = TwoPlanes.up(folder);
        Path repository = GitRepository.in(folder).folder();
        agent =
                both.b()
                        .api()
                        .post(
                                "/api/agents",
                                Map.of("repository", repository.toString(), "mode", "normal"))
                        .text("id");
        var limits = Map.of("limits", Map.of("turns", 100_000, "minutes", 100_000));
        both.b().api().send("PATCH", "/api/agents/" + agent, limits);
    }

    @AfterAll
    static void nothingIsLeft() throws Exception {
        try {
            both.b().api().delete("/api/agents/" + agent);
            var sandbox = new Incarnation(both.a().home(), agent);
            Eventually.get(
                    "its end",
                    () -> sandbox.processes("") + "" + sandbox.orphans(),
                    "[][]"::equals);
        } finally {
            both.close();
        }
    }

    @Tag("long")
    @Test
    void the_one_with_the_runner_is_killed_and_the_turn_goes_on() throws Exception {
        Seeds.each(seed -> kill(OneOfTwo.WITH_THE_RUNNER, seed));
    }

    @Tag("long")
    @Test
    void the_one_with_the_reader_is_killed_and_the_turn_goes_on() throws Exception {
        Seeds.each(seed -> kill(OneOfTwo.WITH_THE_READER, seed));
    }

    @Test
    void whichever_chance_kills_the_turn_goes_on() throws Exception {
        OneOfTwo[] all = OneOfTwo.values();
        Seeds.forAWhile(seed -> kill(all[new SplittableRandom(~seed).nextInt(all.length)], seed));
    }

    private static void kill(OneOfTwo victim, long seed) throws Exception {
        var turn = new SharedTurn(both, agent, victim, seed);
        System.out.println(turn);
        turn.run();
        var sandbox = new Incarnation(both.a().home(), agent);
        assertEquals(List.of(), sandbox.orphans(), turn.toString());
        assertTrue(sandbox.directories().size() <= 1, turn.toString());
    }
}
