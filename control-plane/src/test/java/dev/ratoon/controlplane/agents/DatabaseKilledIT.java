package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database dies in the middle of a turn, under the control plane as it is shipped. */
@Timeout(300)
class DatabaseKilledIT {
    private static final int LINES = 250;

    @TempDir Path directory;
    private String agent = "";

    /** Whatever failed: a sandbox goes on without a control plane. It bears its agent's id. */
    @AfterEach
    void leaveNothing() {
        ProcessHandle.allProcesses()
                .filter(one -> !agent.isEmpty())
                .filter(one -> one.info().commandLine().orElse("").contains(agent))
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void the_turn_goes_on_and_the_log_has_all_of_it_once() throws Exception {
        long seed = Long.getLong("ratoon.test.seed", System.nanoTime());
        int delay = new Random(seed).nextInt(3_000);
        System.out.printf(
                "DatabaseKilledIT: -Dratoon.test.seed=%d, killed %d ms into the command%n",
                seed, delay);
        GitRepository repository = GitRepository.in(directory);
        Instant killed;
        try (Packaged ratoon = Packaged.start(directory)) {
            var fleet = new Fleet(ratoon.api(), repository);
            agent =
                    fleet.start(
                            "auto",
                            "for i in $(seq 1 " + LINES + "); do echo line-$i.; sleep 0.1; done");
            awaitCommand(fleet, agent);
            ratoon.app().process().waitFor(delay, TimeUnit.MILLISECONDS);
            killed = Instant.now();
            ratoon.killDatabase();
            assertEquals(1, ratoon.app().process().waitFor());
            String said = Files.readString(ratoon.app().err());
            assertTrue(said.contains(" ended by itself, so Ratoon ended too."), said);
        }
        try (Packaged again = Packaged.start(directory)) {
            var fleet = new Fleet(again.api(), repository);
            fleet.awaitTurn(agent, 1);
            assertInTheTurn(fleet, agent, killed);
            assertEquals("finished", fleet.outcome(agent, 1));
            assertOnceEach(fleet.printed(agent));
            assertEquals(1, fleet.events(agent, "turn.given").size());
            assertEquals(1, fleet.events(agent, "turn.started").size());
            assertEquals(1, fleet.events(agent, "sandbox.started").size(), "it was not adopted");
            fleet.api().delete("/api/agents/" + agent);
            Eventually.get(
                    "the end of its sandbox",
                    () -> fleet.agent(agent).path("doing").asText(),
                    doing -> doing.equals("is deleted"));
            Consistency.check(again.log(), agent);
        }
    }

    private static void awaitCommand(Fleet fleet, String agent) throws Exception {
        Eventually.get(
                "a running command",
                () -> fleet.events(agent, "tool"),
                tools ->
                        tools.stream()
                                .anyMatch(
                                        tool ->
                                                tool.at("/payload/update/status")
                                                        .asText()
                                                        .equals("in_progress")));
    }

    private static void assertInTheTurn(Fleet fleet, String agent, Instant killed) {
        Instant given = at(fleet.events(agent, "turn.given").getFirst());
        Instant ended = at(fleet.events(agent, "turn.ended").getFirst());
        assertTrue(
                given.isBefore(killed) && killed.isBefore(ended),
                () -> "killed at " + killed + ", the turn was " + given + " to " + ended);
    }

    private static Instant at(JsonNode event) {
        return Instant.parse(event.path("at").asText());
    }

    private static void assertOnceEach(String printed) {
        for (int i = 1; i <= LINES; i++) {
            String line = "line-" + i + ".";
            int first = printed.indexOf(line);
            assertTrue(first >= 0 && printed.indexOf(line, first + 1) < 0, line + " in " + printed);
        }
    }
}
