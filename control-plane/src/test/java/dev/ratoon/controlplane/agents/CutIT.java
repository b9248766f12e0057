package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.hosting.CuttableDoors;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection between a real runner and the control plane, cut in the middle of a turn. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(CutIT.Cut.class)
class CutIT {
    private static final int CUTS = 50;
    private static final int LINES = 250;

    public static class Cut implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(CuttableDoors.class);
        }
    }

    @Inject TestPeople people;
    @Inject LogStore log;
    @Inject CuttableDoors doors;
    @TempDir Path directory;

    @Test
    @Tag("long")
    void fifty_cuts_in_one_turn_lose_nothing_and_repeat_nothing() throws Exception {
        Fleet fleet = new Fleet(people.owner(), GitRepository.in(directory));
        String agent = fleet.start("auto", "echo ready");
        fleet.awaitTurn(agent, 1);
        long before = fleet.agent(agent).path("lastSeq").asLong();
        doors.cut(CUTS);
        String prompt =
                IntStream.rangeClosed(1, LINES)
                        .mapToObj(i -> "echo line " + i)
                        .collect(Collectors.joining("\n"));
        fleet.api().post("/api/agents/" + agent + "/messages", Map.of("text", prompt));
        fleet.awaitTurn(agent, 2);
        assertEquals(0, doors.cutsLeft(), "cuts missed the turn");
        assertEquals("finished", fleet.outcome(agent, 2));
        List<JsonNode> turn =
                fleet.events(agent).stream()
                        .filter(event -> event.path("seq").asLong() > before)
                        .filter(event -> !Fleet.is(event, "checkpoint.made"))
                        .toList();
        assertTrue(Fleet.is(turn.getLast(), "turn.ended"), turn.getLast()::toString);
        long again = turn.stream().filter(event -> Fleet.is(event, "runner.connected")).count();
        assertEquals(CUTS, again, "each cut is in the log");
        assertEquals(
                prompt.replace("echo ", ""),
                fleet.printed(agent)
                        .lines()
                        .filter(l -> l.startsWith("line"))
                        .collect(Collectors.joining("\n")));
        Consistency.check(log, agent);
        fleet.api().delete("/api/agents/" + agent);
    }
}
