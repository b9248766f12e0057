package dev.ratoon.controlplane.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FirstOfTurnTest {
    private final FirstOfTurn turn = new FirstOfTurn();

    @Test
    void whatAWorkspacePrintsIsNoWordOfTheHarness() {
        assertEquals(
                List.of("output"), event("output", "{\"source\":\"clone\",\"text\":\"said\"}"));
        assertEquals(List.of("harness.started"), event("harness.started", "{}"));
        assertEquals(List.of("plan"), event("plan", "{}"), "before its turn");
        assertEquals(List.of("turn.started"), event("turn.started", "{}"));
        assertEquals(List.of(), event("output", "{\"source\":\"harness\",\"text\":\"x\"}"));
        assertEquals(
                List.of("chunk", FirstOfTurn.WORDS),
                turn.firstsOf("chunk", "{\"message\":\"a.1\",\"text\":\"Hello\"}"));
        assertEquals(List.of("said"), event("said", "{}"), "the first is counted");
        assertFalse(turn.ended());
        assertEquals(List.of("turn.ended"), event("turn.ended", "{\"outcome\":\"finished\"}"));
        assertTrue(turn.ended());
    }

    @Test
    void aTurnThatFailsIsNotMeasured() {
        assertThrows(
                IllegalStateException.class, () -> event("turn.ended", "{\"outcome\":\"failed\"}"));
        assertThrows(IllegalStateException.class, () -> event("agent.failed", "{}"));
    }

    private List<String> event(String type, String payload) {
        return turn.firstsOf(
                "event", "{\"seq\":7,\"type\":\"" + type + "\",\"payload\":" + payload + "}");
    }
}
