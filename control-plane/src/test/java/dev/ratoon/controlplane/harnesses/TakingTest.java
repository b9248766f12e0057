package dev.ratoon.controlplane.harnesses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.providers.ModelApi;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an agent is given of a harness. */
class TakingTest {
    @Test
    void openCodeIsPointedAtTheGatewayAndToldToAsk() throws JsonProcessingException {
        ObservedEvent.HarnessTaken taken =
                taken("opencode", "openrouter", "qwen/qwen3-coder", ModelApi.CHAT_COMPLETIONS);
        JsonNode config = Shipped.JSON.readTree(taken.environment().get("OPENCODE_CONFIG_CONTENT"));
        JsonNode provider = config.path("provider").path("ratoon");
        assertEquals("@ai-sdk/openai-compatible", provider.path("npm").asText());
        assertEquals(
                "http://127.0.0.1:7071/model/openrouter/v1",
                provider.path("options").path("baseURL").asText());
        assertTrue(provider.path("models").has("qwen/qwen3-coder"));
        assertEquals("ratoon/qwen/qwen3-coder", config.path("model").asText());
        assertEquals("ratoon/qwen/qwen3-coder", taken.model());
        assertEquals("ask", config.path("permission").path("bash").asText());
        assertEquals("ask", config.path("permission").path("edit").asText());
        assertTrue(taken.installs());
    }

    @Test
    void theSameHarnessAsksEachProviderInItsWay() throws JsonProcessingException {
        var anthropic = taken("opencode", "anthropic", "m", ModelApi.MESSAGES);
        assertEquals("@ai-sdk/anthropic", npm(anthropic));
        assertEquals(
                "@ai-sdk/google", npm(taken("opencode", "gemini", "m", ModelApi.GENERATE_CONTENT)));
    }

    @Test
    void nothingIsLeftToFillAndNoKeyIsInIt() {
        for (Harness each : Shipped.all()) {
            for (ModelApi api : each.apis().sequencedKeySet()) {
                var taken = taken(each.name(), "openai", "gpt-5.2", api);
                String all = taken.environment().toString() + taken.command() + taken.model();
                for (String word : new String[] {"{gateway}", "{model}", "{provider}", "{base}"}) {
                    assertFalse(all.contains(word), each.name() + " " + word);
                }
                assertTrue(all.contains("http://127.0.0.1:7071/model/openai"), each.name());
            }
        }
    }

    @Test
    void whatStandsInBracesAndIsNoWordOfOursStays() {
        Template template = Template.of("G", "P", "M", Map.of("base", "{gateway}/v1"));
        assertEquals("{env:KEY} G/v1 {x {M} }", template.fill("{env:KEY} {base} {x {{model}} }"));
        assertEquals("{gateway}", Template.none().fill("{gateway}"));
        assertEquals("a{", template.fill("a{"));
    }

    private static String npm(ObservedEvent.HarnessTaken taken) throws JsonProcessingException {
        return Shipped.JSON
                .readTree(taken.environment().get("OPENCODE_CONFIG_CONTENT"))
                .path("provider")
                .path("ratoon")
                .path("npm")
                .asText();
    }

    private static ObservedEvent.HarnessTaken taken(
            String harness, String provider, String model, ModelApi api) {
        Harness named =
                Shipped.all().stream()
                        .filter(h -> h.name().equals(harness))
                        .findFirst()
                        .orElseThrow();
        return Taking.of(named, new Thinking.With(GivenProviders.named(provider, api), model, api), "ada");
    }
}
