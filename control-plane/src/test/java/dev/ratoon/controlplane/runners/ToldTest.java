package dev.ratoon.controlplane.runners;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogBook;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.protocol.Assignment;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToldTest {
    private static final Facts FACTS = LogBook.working().facts();

    @Test
    void whoHasNoPersonaIsToldNothing() {
        assertNull(Told.of(FACTS, null));
        assertNull(Told.of(FACTS, persona("", List.of())));
    }

    @Test
    void aPersonasWordsAreToldAsTheyAre() {
        assertEquals(
                new Assignment.Instructions("red/reviewer", "# Review", false),
                Told.of(FACTS, persona("# Review", List.of())));
    }

    @Test
    void itsToolsBecomeWords() {
        String words =
                "Use no other tools than these: read, grep. If the task needs another one, say so"
                        + " and stop.";
        var told = Told.of(FACTS, persona("# Review", List.of("read", "grep")));
        assertEquals(new Assignment.Instructions("red/reviewer", "# Review\n\n" + words, false), told);
        told = Told.of(FACTS, persona("", List.of("read", "grep")));
        assertEquals(new Assignment.Instructions("red/reviewer", words, false), told);
    }

    private static ObservedEvent.PersonaTaken persona(String instructions, List<String> tools) {
        return new ObservedEvent.PersonaTaken(
                null, "red/reviewer", 1, null, instructions, tools, null, null, null, "ada");
    }
}
