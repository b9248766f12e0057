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
     * Each tries five times more. OpenCode then says what it was told; Codex reads no error in a
     * stream, and says that it was disconnected: so the log has the words beside it.
     */
    @ParameterizedTest
    @ValueSource(strings = {"opencode", "codex"})
    void itsTurnEndsInWordsThatSayWhatToDo(String harness) throws Exception {
        start(harness, "auto", "scenario: stall");
        outcome(1);
        String said =
                said() + fleet.events(agent, "turn.ended").getFirst().at("/payload/words").asText();
        String told = "Nothing came or went for too long, and so this call was ended. Ask again;";
        assertTrue(said.contains(harness.equals("codex") ? "stream disconnected" : told), said);
        JsonNode noted = fleet.events(agent, "model.refused").getFirst();
        assertEquals("observed", noted.path("source").asText());
        assertEquals("time", noted.at("/payload/rule").asText());
        String words = noted.at("/payload/words").asText();
        assertTrue(words.startsWith(told), words);
        assertTrue(words.endsWith("ratoon.models.idle-timeout"), words);
        List<JsonNode> cut =
                modelCalls().stream().filter(call -> call.path("cut").asBoolean()).toList();
        assertTrue(cut.size() >= 2, () -> fleet.log(agent));
        send("scenario: say");
        assertEquals("finished", outcome(2), () -> fleet.log(agent));
        assertTrue(said().endsWith("Hello from the scripted model."), this::said);
    }
}
