package dev.ratoon.controlplane.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.providers.ModelApi;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageReaderTest {
    private static Optional<Usage> read(ModelApi api, boolean events, String answer, int pieces) {
        var reader = new UsageReader(api, events);
        byte[] all = answer.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < all.length; from += pieces) {
            int length = Math.min(pieces, all.length - from);
            byte[] piece = new byte[length];
            System.arraycopy(all, from, piece, 0, length);
            reader.take(piece, length);
        }
        return reader.usage();
    }

    private static Optional<Usage> read(ModelApi api, boolean events, String answer) {
        Optional<Usage> whole = read(api, events, answer, answer.length() + 9);
        assertEquals(whole, read(api, events, answer, 1), "in single octets");
        return whole;
    }

    @Test
    void ofChatCompletions() {
        assertEquals(
                Optional.of(new Usage(11, 4, 3)),
                read(
                        ModelApi.CHAT_COMPLETIONS,
                        false,
                        "{\"id\":\"x\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"\\\"usage\\\":{\\\"prompt_tokens\\\":9}\"}}],"
                                + "\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":3,\"total_tokens\":14,"
                                + "\"prompt_tokens_details\":{\"cached_tokens\":4}}}"));
    }

    @Test
    void whatIsCachedIsNotCountedTwice() {
        assertEquals(
                Optional.of(new Usage(11, 5, 3)),
                read(
                        ModelApi.CHAT_COMPLETIONS,
                        false,
                        "{\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":3,\"prompt_cache_hit_tokens\":5,"
                                + "\"prompt_tokens_details\":{\"cached_tokens\":4}}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void ofAStreamOfChatCompletions(String end) {
        assertEquals(
                Optional.of(new Usage(11, 0, 3)),
                read(
                        ModelApi.CHAT_COMPLETIONS,
                        true,
                        (": comment\n"
                                        + "data:"
                                        + " {\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":null}\n\n"
                                        + "data:"
                                        + " {\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":3}}\n\n"
                                        + "data: [DONE]\n\n")
                                .replace("\n", end)));
    }

    @Test
    void ofAStreamOfResponses() {
        assertEquals(
                Optional.of(new Usage(20, 8, 5)),
                read(
                        ModelApi.RESPONSES,
                        true,
                        "event: response.created\n"
                                + "data:"
                                + " {\"type\":\"response.created\",\"response\":{\"usage\":null}}\n\n"
                                + "event: response.completed\n"
                                + "data:"
                                + " {\"type\":\"response.completed\",\"response\":{\"output\":[{\"text\":\""
                                + "x".repeat(100_000)
                                + "\"}],\"usage\":{\"input_tokens\":20,\"input_tokens_details\":{\"cached_tokens\":8},\"output_tokens\":5,\"output_tokens_details\":{\"reasoning_tokens\":2},\"total_tokens\":25}}}\n\n"));
    }

    @Test
    void ofAStreamOfMessagesWhichCountsTheCacheApart() {
        assertEquals(
                Optional.of(new Usage(2 + 100 + 30, 30, 15)),
                read(
                        ModelApi.MESSAGES,
                        true,
                        "event: message_start\n"
                                + "data:"
                                + " {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":2,\"cache_creation_input_tokens\":100,\"cache_read_input_tokens\":30,\"output_tokens\":1}}}\n\n"
                                + "event: message_delta\n"
                                + "data:"
                                + " {\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"output_tokens\":15}}\n\n"));
    }

    @Test
    void ofGeminiAsEventsAndAsAList() {
        String chunk =
                "{\"candidates\":[],\"usageMetadata\":{\"promptTokenCount\":7,\"cachedContentTokenCount\":2,"
                        + "\"candidatesTokenCount\":%d,\"thoughtsTokenCount\":5}}";
        var expected = Optional.of(new Usage(7, 2, 9));
        assertEquals(
                expected,
                read(
                        ModelApi.GENERATE_CONTENT,
                        true,
                        "data: "
                                + chunk.formatted(1)
                                + "\r\n\r\ndata: "
                                + chunk.formatted(4)
                                + "\r\n\r\n"));
        assertEquals(
                expected,
                read(
                        ModelApi.GENERATE_CONTENT,
                        false,
                        "[" + chunk.formatted(1) + "\n,\n" + chunk.formatted(4) + "]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "{\"usage\":{}}",
                "{\"usage\":{\"prompt_tokens\":1}}",
                "{\"usage\":{\"prompt_tokens\":-1,\"completion_tokens\":1.5}}",
                "{\"usage\":{\"prompt_tokens\":1e9,\"completion_tokens\":1}}",
                "{\"usage\":{\"prompt_tokens\":99999999999999999999999,\"completion_tokens\":1}}",
                "{\"usage\":{\"prompt_tokens\":\"1\",\"completion_tokens\":\"1\"}}",
                "{\"choices\":[{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}]}",
                "]]]]}}}}{{{{{{{{{{{{{{{{{{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}"
            })
    void whatIsNotSaidIsAbsent(String answer) {
        assertEquals(Optional.empty(), read(ModelApi.CHAT_COMPLETIONS, false, answer));
    }
}
