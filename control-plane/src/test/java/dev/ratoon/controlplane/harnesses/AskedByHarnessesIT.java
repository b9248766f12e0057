package dev.ratoon.controlplane.harnesses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.scriptedmodel.Seen;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How real harnesses ask their models, as these receive it, and what of it is settled. */
@Tag("long")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(ScriptedProvider.class)
class AskedByHarnessesIT extends ScriptedStage {
    private static final String KEY = "sk-geheim-of-the-languages-0123456789";

    /** A title is asked beside the work: it names its most, too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    here           | /v1/chat/completions          | /max_tokens
                    here-responses | /v1/responses                 | /max_output_tokens
                    here-messages  | /v1/messages                  | /max_tokens
                    here-google    | /m:streamGenerateContent      | /generationConfig/maxOutputTokens
                    """)
    void openCodeSpeaksEachOfTheFourAndNamesTheMostThatItWants(
            String provider, String path, String most) throws Exception {
        Map<String, Object> key = Map.of("key", KEY);
        assertTrue(fleet.api().put("/api/keys/" + provider, key).status() < 300, provider);
        String mark = "by way of " + provider + ", ";
        agent =
                fleet.start(
                        "auto",
                        mark + "scenario: run",
                        Map.of("harness", "opencode", "model", provider + "/m"));
        assertEquals("finished", outcome(1), () -> fleet.log(agent));
        assertTrue(fleet.printed(agent).contains("it printed this"), () -> fleet.printed(agent));
        assertTrue(said().contains("I run it.") && said().endsWith("It was run."), this::said);
        List<Seen> seen =
                ScriptedProvider.seen().stream()
                        .filter(each -> each.conversation().users().toString().contains(mark))
                        .toList();
        assertTrue(seen.size() >= 2, seen::toString);
        for (Seen each : seen) {
            assertTrue(each.path().contains(path), each::path);
            assertEquals(32_000, each.body().at(most).asLong(), () -> each.body().toString());
        }
        assertSettledAsReported(provider);
    }

    private void assertSettledAsReported(String provider) {
        List<JsonNode> calls = modelCalls();
        long input = 0;
        for (JsonNode call : calls) {
            assertEquals(provider, call.path("provider").asText());
            assertFalse(call.path("estimated").asBoolean(), call::toString);
            // The model says a fourth of the bytes; our estimate would be a third.
            assertTrue(call.path("output").asLong() > 0, call::toString);
            input += call.path("input").asLong();
        }
        JsonNode spent = fleet.agent(agent).path("spent");
        assertEquals(input, spent.path("input").asLong(), spent::toString);
        assertEquals(List.of(), fleet.events(agent, "model.refused"));
    }

    /** With all that fits it is left alone; near its cap it is held to what is reserved. */
    @Test
    void codexNamesNoMostAndIsHeldToOneNearItsCap() throws Exception {
        start("codex", "auto", "with room, scenario: say");
        assertEquals("finished", outcome(1), () -> fleet.log(agent));
        assertFalse(asked("with room").has("max_output_tokens"), "all that fits is reserved");
        long used = fleet.agent(agent).at("/spent/input").asLong();
        mayUse(used + 125_000);
        send("near the cap, scenario: say");
        assertEquals("finished", outcome(2), () -> fleet.log(agent));
        assertEquals(16_000, asked("near the cap").path("max_output_tokens").asLong());
        assertEquals(List.of(), fleet.events(agent, "limit.reached"));
    }

    private static JsonNode asked(String mark) {
        Seen last =
                ScriptedProvider.seen().stream()
                        .filter(each -> !each.isExtra())
                        .filter(each -> each.conversation().lastUser().contains(mark))
                        .toList()
                        .getLast();
        assertTrue(last.path().endsWith("/v1/responses"), last::path);
        return last.body();
    }
}
