package dev.ratoon.controlplane.meters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** Which model agents were started with, of facts that hold anything. */
class StartOfFactsTest {
    private static final String ORIGIN =
            "{\"id\":\"1\",\"origin\":{\"name\":\"a\",\"of\":{\"model\":\"no\"},\"model\":\"m/1\"}";

    private static String model(String facts) {
        return StartOfFacts.model(facts.getBytes(UTF_8));
    }

    @Test
    void what_a_database_takes_for_no_text_may_stand_behind_it() {
        assertEquals("m/1", model(ORIGIN + ",\"title\":\"\\u0000 \\ud800\"}"));
    }

    @Test
    void what_is_cut_off_behind_it_is_not_missed() {
        assertEquals("m/1", model(ORIGIN + ",\"title\":\"so"));
    }

    @Test
    void without_one_there_is_none() {
        assertNull(model("{\"id\":\"1\",\"origin\":{\"name\":\"a\"},\"model\":\"of it\"}"));
        assertNull(model("{\"origin\":{\"model\":7}}"));
        assertNull(model("{\"origin\":\"model\"}"));
        assertNull(model("{\"id\":\"1\",\"origin\":{\"name\":\"a"));
        assertNull(model("no facts"));
        assertNull(StartOfFacts.model(null));
    }
}
