package dev.ratoon.controlplane.harnesses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.protocol.Frame;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real harnesses that are told to be otherwise, or are ended, in the middle of their work. */
@Tag("long")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(ScriptedProvider.class)
class SteeredHarnessIT extends ScriptedStage {
    private static final Frame THERE = new Frame.Exit(0);
    private static final Frame NOT_THERE = new Frame.Exit(1);

    /** OpenCode asks at once; Codex gives each turn its policy when it begins, and that is told. */
    @ParameterizedTest
    @ValueSource(strings = {"opencode", "codex"})
    void aModeThatIsSwitchedAtWorkAsksAtOnceOrIsToldToHoldFromTheNextTurnOn(String harness)
            throws Exception {
        start(harness, "auto", "scenario: two");
        Eventually.get("its first file", PATIENCE, () -> isThere("one.txt"), THERE::equals);
        switchTo("normal");
        assertEquals("none", fleet.outcome(agent, 1), "it is at work");
        assertEquals(THERE, runs("touch", "go.txt"));
        if (harness.equals("opencode")) {
            assertTrue(decision().toString().contains("two.txt"), () -> fleet.log(agent));
            assertEquals(NOT_THERE, isThere("two.txt"));
            answer("deny");
            outcome(1);
            assertEquals(NOT_THERE, isThere("two.txt"));
            assertFalse(isNoted("from the next turn on"), () -> fleet.log(agent));
        } else {
            assertEquals("finished", outcome(1), () -> fleet.log(agent));
            assertTrue(isNoted("normal holds from the next turn on"), () -> fleet.log(agent));
            assertEquals(THERE, isThere("two.txt"));
        }
        send("scenario: run");
        decision();
        assertEquals(NOT_THERE, isThere("ran.txt"));
        answer("allow");
        assertEquals("finished", outcome(2), () -> fleet.log(agent));
        assertEquals(THERE, isThere("ran.txt"));
    }

    @Test
    void inPlanModeOpenCodeThinksAndWritesNothingUntilItIsSwitched() throws Exception {
        start("opencode", "plan", "scenario: think");
        assertEquals("finished", outcome(1), () -> fleet.log(agent));
        assertItsThoughtsAndItsUsageAreTold();
        send("scenario: edit");
        Eventually.get(
                "a question or an end",
                PATIENCE,
                () -> !openDecision().isMissingNode() || !fleet.outcome(agent, 2).equals("none"),
                Boolean::booleanValue);
        assertEquals(NOT_THERE, isThere("notes.txt"), () -> fleet.log(agent));
        if (fleet.outcome(agent, 2).equals("none")) {
            answer("deny");
            outcome(2);
        }
        assertEquals(NOT_THERE, isThere("notes.txt"), () -> fleet.log(agent));
        switchTo("auto");
        send("scenario: edit");
        assertEquals("finished", outcome(3), () -> fleet.log(agent));
        assertEquals(THERE, isThere("notes.txt"), () -> fleet.log(agent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"opencode", "codex"})
    void aStopLeavesNothingRunningAndAKilledRunnerInterruptsItsTurn(String harness)
            throws Exception {
        String mark = harness + " is ended, ";
        start(harness, "auto", mark + "scenario: think");
        assertEquals("finished", outcome(1), () -> fleet.log(agent));
        assertItsThoughtsAndItsUsageAreTold();
        isStopped(mark);
        send(mark + "now for long, scenario: stall");
        Eventually.get("the third turn", PATIENCE, () -> begun(mark), all -> all.size() == 3);
        processes("dev.ratoon.runner.Main").forEach(ProcessHandle::destroyForcibly);
        assertEquals("interrupted", outcome(3), () -> fleet.log(agent));
        send(mark + "again, scenario: say");
        assertEquals("finished", outcome(4), () -> fleet.log(agent));
        assertTrue(resumed(), () -> fleet.log(agent));
        assertEquals(4, begun(mark).size(), () -> "each once: " + begun(mark));
        assertEquals(begun(mark).stream().distinct().toList(), begun(mark));
        String told = ScriptedProvider.lastOfWork().conversation().users().toString();
        assertTrue(told.contains(mark + "scenario: think"), told);
    }

    private void isStopped(String mark) throws Exception {
        send(mark + "scenario: wait");
        List<ProcessHandle> children =
                Eventually.get(
                        "its child",
                        PATIENCE,
                        () -> processes("sleep\0004321"),
                        all -> !all.isEmpty());
        assertEquals(200, fleet.api().post("/api/agents/" + agent + "/stop", null).status());
        assertEquals("cancelled", outcome(2), () -> fleet.log(agent));
        Eventually.get(
                "the end of what it has started",
                () -> children.stream().filter(ProcessHandle::isAlive).toList(),
                List::isEmpty);
        assertEquals(List.of(), processes("sleep\0004321"));
    }

    private void assertItsThoughtsAndItsUsageAreTold() {
        assertEquals("I weigh it.", said("thought"), () -> fleet.log(agent));
        assertTrue(said().endsWith("It is weighed."), this::said);
        assertTrue(
                fleet.events(agent, "usage.reported").stream()
                        .map(event -> event.path("payload"))
                        .anyMatch(SteeredHarnessIT::isOfATurn),
                () -> fleet.events(agent, "usage.reported").toString());
    }

    private static boolean isOfATurn(JsonNode used) {
        return used.path("of").asText().equals("turn")
                && used.at("/usage/inputTokens").asLong() > 0;
    }
}
