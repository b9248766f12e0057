package dev.ratoon.controlplane.runners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.protocol.Assignment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToldTest {
    @Test
    void whoHasNoPersonaIsToldNothing() {
        assertNull(Told.of(null, null));
        assertNull(Told.of(null, persona("", List.of())));
    }

    @Test
    void aPersonasWordsAreToldAsTheyAre() {
        assertEquals(
                new Assignment.Instructions("red/reviewer", "# Review", false),
                Told.of(null, persona("# Review", List.of())));
    }

    @Test
    void itsToolsBecomeWords() {
        String words =
                "Use no other tools than these: read, grep. If the task needs another one, say so"
                        + " and stop.";
        var told = Told.of(null, persona("# Review", List.of("read", "grep")));
        assertEquals(
                new Assignment.Instructions("red/reviewer", "# Review\n\n" + words, false), told);
        told = Told.of(null, persona("", List.of("read", "grep")));
        assertEquals(new Assignment.Instructions("red/reviewer", words, false), told);
    }

    @Test
    void aHarnessThatReadsNoAgentsFileIsReadItWithAPersonaAndWithout() {
        assertEquals(new Assignment.Instructions(null, "", true), Told.of(harness(true), null));
        assertEquals(
                new Assignment.Instructions("red/reviewer", "# Review", true),
                Told.of(harness(true), persona("# Review", List.of())));
        assertNull(Told.of(harness(false), null));
    }

    private static ObservedEvent.HarnessTaken harness(boolean needsAgentsFile) {
        return new ObservedEvent.HarnessTaken(
                "claude",
                "1",
                "",
                true,
                List.of("claude"),
                Map.of(),
                Map.of(),
                null,
                List.of(),
                needsAgentsFile,
                "ada");
    }

    private static ObservedEvent.PersonaTaken persona(String instructions, List<String> tools) {
        return new ObservedEvent.PersonaTaken(
                null, "red/reviewer", 1, null, instructions, tools, null, null, null, "ada");
    }
}
