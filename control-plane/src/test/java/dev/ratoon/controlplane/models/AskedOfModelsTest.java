package dev.ratoon.controlplane.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.providers.ModelApi;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedOfModelsTest {
    @Test
    void whatModelsAreAskedIsKnown() throws Refused {
        assertEquals(
                new Asked(
                        "gemini",
                        Asked.Kind.GENERATE,
                        Set.of(ModelApi.GENERATE_CONTENT),
                        "/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse",
                        Optional.of("gemini-2.5-pro")),
                Asked.of(
                        "POST",
                        "/model/gemini/v1beta/models/gemini-2.5-pro:streamGenerateContent",
                        "alt=sse&key=foreign"));
        assertEquals(
                "/v1/messages?beta=true",
                Asked.of("POST", "/model/anthropic/v1/messages", "beta=true").path());
        assertEquals(
                Asked.Kind.COUNT,
                Asked.of("POST", "/model/anthropic/v1/messages/count_tokens", null).kind());
        assertEquals(Asked.Kind.LIST, Asked.of("GET", "/model/openai/v1/models", null).kind());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /model/openai/v1/chat/completions,",
        "PUT, /model/openai/v1/chat/completions,",
        "POST, /model/openai/v1/files,",
        "POST, /model/openai/v1/chat/completions/,",
        "POST, /model/OpenAI/v1/chat/completions,",
        "POST, /model//v1/chat/completions,",
        "POST, /model/openai/v1/chat/%63ompletions,",
        "POST, /model/openai/../anthropic/v1/messages,",
        "POST, /model/gemini/v1beta/models/../files:generateContent,",
        "POST, /model/gemini/v1beta/models/m:generateContent:countTokens,",
        "POST, /model/openai/v1/responses, $alt=json",
        "POST, /model/openai/v1/responses, alt=proto",
        "POST, /model/openai/v1/responses, alt",
        "POST, /models/openai/v1/responses,",
        "POST, /,"
    })
    void anythingElseIsRefused(String method, String path, String query) {
        Refused refused = assertThrows(Refused.class, () -> Asked.of(method, path, query));
        assertEquals("paths", refused.rule());
        assertTrue(refused.words().length() < 700, refused::words);
    }
}
