package dev.ratoon.controlplane.harnesses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.database.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider that falls silent in the middle of its answer: the turn of a real harness ends. */
@Tag("long")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(ScriptedProvider.class)
@TestProfile(SilentProviderIT.Impatient.class)
class SilentProviderIT extends ScriptedStage {
    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ratoon.models.idle-timeout", "4s");
        }
    }

    /**
     * Each tries again. OpenCode then says what it was told; Codex reads no error in a stream, and
     * calls the turn what it likes: so the log says, right after it, what of it is not whole.
     */
    @ParameterizedTest
    @ValueSource(strings = {"opencode", "codex"})
    void itsTurnEndsInWordsThatSayWhatToDo(String harness) throws Exception {
        start(harness, "auto", "scenario: stall");
        String outcome = outcome(1);
        JsonNode noted = fleet.events(agent, "turn.cut").getFirst();
        assertEquals("observed", noted.path("source").asText());
        assertEquals(1, noted.at("/payload/turn").asInt());
        String words = noted.at("/payload/words").asText();
        String told = "Nothing came or went for too long, and so this call was ended. Ask again;";
        assertTrue(words.contains("is not whole. " + told), words);
        assertTrue(words.endsWith("ratoon.models.idle-timeout"), words);
        JsonNode end = fleet.events(agent, "turn.ended").getFirst();
        assertEquals(end.path("seq").asLong() + 1, noted.path("seq").asLong());
        String said = said() + end.at("/payload/words").asText();
        assertEquals(harness.equals("opencode"), said.contains(told), () -> outcome + ": " + said);
        List<JsonNode> ended =
                modelCalls().stream()
                        .filter(call -> call.path("ended").asText().startsWith(told))
                        .toList();
        assertTrue(ended.size() >= 2, () -> fleet.log(agent));
        assertTrue(ended.stream().allMatch(call -> call.path("cut").asBoolean()), ended::toString);
        send("scenario: say");
        assertEquals("finished", outcome(2), () -> fleet.log(agent));
        assertEquals(1, fleet.events(agent, "turn.cut").size(), "of the first turn");
        assertTrue(said().endsWith("Hello from the scripted model."), this::said);
    }
}
