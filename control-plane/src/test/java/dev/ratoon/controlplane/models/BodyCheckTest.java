package dev.ratoon.controlplane.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.life.Allowance;
import dev.ratoon.controlplane.providers.ModelApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BodyCheckTest {
    record Row(String verdict, ModelApi api, String body) {}

    static Stream<Row> rows() throws IOException {
        try (var in = BodyCheckTest.class.getResourceAsStream("bodies.txt")) {
            String text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            List<Row> rows =
                    text.lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.split("\\|", 3))
                            .map(
                                    row ->
                                            new Row(
                                                    row[0].strip(),
                                                    api(row[1].strip()),
                                                    row[2].strip()))
                            .toList();
            return rows.stream();
        }
    }

    private static ModelApi api(String word) {
        return switch (word) {
            case "chat" -> ModelApi.CHAT_COMPLETIONS;
            case "responses" -> ModelApi.RESPONSES;
            case "messages" -> ModelApi.MESSAGES;
            case "gemini" -> ModelApi.GENERATE_CONTENT;
            default -> throw new IllegalArgumentException(word);
        };
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachBodyIsRefusedByItsRuleOrPasses(Row row) {
        assertEquals(row.verdict(), verdict(row, Set.of()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatTheOperatorAllowsPasses(Row row) {
        Set<ModelRule> all =
                Stream.of(Allowance.values()).map(ModelRule::of).collect(Collectors.toSet());
        if (all.stream().anyMatch(rule -> rule.word().equals(row.verdict()))) {
            assertEquals("passes", verdict(row, all));
        }
    }

    private static String verdict(Row row, Set<ModelRule> allowed) {
        try (Body body = Bodies.of(row.body())) {
            check(body, row.api(), allowed);
            return "passes";
        } catch (Refused refused) {
            assertTrue(refused.words().length() < 500, refused::words);
            return refused.rule();
        }
    }

    private static Checked check(Body body, ModelApi api, Set<ModelRule> allowed) throws Refused {
        return check(body, api, allowed, "most");
    }

    private static Checked check(Body body, ModelApi api, Set<ModelRule> allowed, String limit)
            throws Refused {
        Optional<String> named =
                api == ModelApi.GENERATE_CONTENT ? Optional.of("m") : Optional.empty();
        return BodyCheck.check(body, api, named, allowed, true, limit);
    }

    @Test
    void whatIsAskedForIsReadOutOfIt() throws Refused {
        try (Body body =
                Bodies.of(
                        "{\"model\":\"a/b\",\"messages\":[],\"max_tokens\":5,\"stream\":true,"
                                + "\"max_completion_tokens\":99999999999999999999}")) {
            Checked checked = check(body, ModelApi.CHAT_COMPLETIONS, Set.of());
            assertEquals("a/b", checked.model());
            assertTrue(checked.streams());
            assertEquals(OptionalLong.of(Long.MAX_VALUE), checked.mostOutput());
        }
    }

    @Test
    void anAnswerIsNotKeptAlthoughNobodySaidSoAndTheRestStaysAsItCame() throws Refused {
        String text = " {\"model\":\"m\", \"input\":\"\\u00e4 é\",\"x\\u0069\":null}";
        text = text.replace(",\"x\\u0069\":null", "");
        try (Body body = Bodies.of(text)) {
            Checked checked = check(body, ModelApi.RESPONSES, Set.of());
            assertEquals(" {\"store\":false," + text.substring(2), sent(body, checked.edits()));
        }
    }

    /** Null means whatever the provider likes, and in Responses that is yes. */
    @Test
    void whatMustBeSaidIsWrittenOverWhateverStoodThere() throws Refused {
        assertEquals(
                "{\"model\":\"m\",\"store\": false ,\"input\":\"x\"}",
                sent(ModelApi.RESPONSES, "{\"model\":\"m\",\"store\": null ,\"input\":\"x\"}"));
        String usage = "{\"include_usage\":true}";
        String rest = "\"model\":\"m\",\"messages\":[],\"stream\":true}";
        for (String silent : List.of("null", "{}")) {
            assertEquals(
                    "{\"stream_options\":" + usage + "," + rest,
                    sent(ModelApi.CHAT_COMPLETIONS, "{\"stream_options\":" + silent + "," + rest));
        }
        assertEquals(
                "{\"stream_options\":{\"include_usage\":true,\"x\":1}," + rest,
                sent(ModelApi.CHAT_COMPLETIONS, "{\"stream_options\":{\"x\":1}," + rest));
    }

    @Test
    void aStreamIsAskedForItsUsageUnlessItWasSaidAlready() throws Refused {
        String with =
                "{\"stream_options\":{\"include_usage\":true},\"model\":\"m\",\"stream\":true}";
        assertEquals(with, sent(ModelApi.CHAT_COMPLETIONS, with));
        String without = "{\"model\":\"m\",\"messages\":[],\"stream\":true}";
        assertEquals(
                "{\"stream_options\":{\"include_usage\":true}," + without.substring(1),
                sent(ModelApi.CHAT_COMPLETIONS, without));
        String whole = "{\"stream_options\":null,\"model\":\"m\",\"messages\":[]}";
        assertEquals(whole, sent(ModelApi.CHAT_COMPLETIONS, whole));
    }

    @Test
    void aCallThatDoesNotSayHowMuchItWantsIsMadeToWhereItIsHeldToSoMuch() throws Refused {
        String chat = "\"model\":\"m\",\"messages\":[]}";
        assertEquals("{\"max_tokens\":9," + chat, held("max_tokens", "{" + chat));
        assertEquals(
                "{\"max_tokens\": 9," + chat, held("max_tokens", "{\"max_tokens\": null," + chat));
        assertEquals(
                "{\"max_completion_tokens\":9,\"max_tokens\": null," + chat,
                held("max_completion_tokens", "{\"max_tokens\": null," + chat));
        String named = "{\"max_completion_tokens\":5," + chat;
        assertEquals(named, held("max_tokens", named));
        assertEquals(
                "{\"store\":false,\"max_output_tokens\":9,\"model\":\"m\",\"input\":\"x\"}",
                held("max_output_tokens", "{\"model\":\"m\",\"input\":\"x\"}"));
    }

    /** What was there of a stream's questions, and of the settings, stays. */
    @Test
    void itIsWrittenBesideWhatElseIsWritten() throws Refused {
        String chat = "\"model\":\"m\",\"stream\":true,\"messages\":[]}";
        String usage = "\"stream_options\":{\"include_usage\":true},";
        assertEquals("{" + usage + "\"max_tokens\":9," + chat, held("max_tokens", "{" + chat));
        String settings = "{\"generationConfig\":{\"maxOutputTokens\":9";
        String rest = ",\"contents\":[]}";
        assertEquals(settings + "}" + rest, held("maxOutputTokens", "{" + rest.substring(1)));
        assertEquals(settings + "}}", held("maxOutputTokens", "{}"));
        for (String nothing : List.of("{}", "null", "{\"maxOutputTokens\":null}")) {
            assertEquals(
                    settings + "}" + rest,
                    held("maxOutputTokens", "{\"generationConfig\":" + nothing + rest));
        }
        assertEquals(
                settings + ",\"topK\":1}" + rest,
                held("maxOutputTokens", "{\"generationConfig\":{\"topK\":1}" + rest));
        assertEquals(
                "{\"generation_config\":{\"topK\":1,\"max_output_tokens\":9}" + rest,
                held(
                        "maxOutputTokens",
                        "{\"generation_config\":{\"topK\":1,\"max_output_tokens\":null}" + rest));
    }

    private static String held(String limit, String text) throws Refused {
        ModelApi api =
                switch (limit) {
                    case "maxOutputTokens" -> ModelApi.GENERATE_CONTENT;
                    case "max_output_tokens" -> ModelApi.RESPONSES;
                    default -> ModelApi.CHAT_COMPLETIONS;
                };
        try (Body body = Bodies.of(text)) {
            return sent(body, check(body, api, Set.of(), limit).edits(OptionalLong.of(9)));
        }
    }

    @Test
    void picturesAreCountedWhereverTheirDataStands() throws Refused {
        String png = "data:image/png;base64,AAAA";
        String two =
                ("[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":\"%s\"},"
                                + "{\"image_url\":{\"url\":\"%s\",\"detail\":\"high\"}}]}]")
                        .formatted(png, png.replace("png", "JPEG"));
        assertEquals(
                new Media(2, 0),
                media(ModelApi.CHAT_COMPLETIONS, "{\"model\":\"m\",\"messages\":" + two + "}"));
        assertEquals(
                new Media(1, 0),
                media(
                        ModelApi.MESSAGES,
                        "{\"model\":\"m\",\"messages\":[{\"content\":[{\"type\":\"tool_result\",\"content\":[{\"type\":\"image\",\"source\":{\"data\":\"A\",\"media_type\":\"image/webp\",\"type\":\"base64\"}}]}]}]}"));
        assertEquals(
                new Media(1, 0),
                media(
                        ModelApi.RESPONSES,
                        "{\"model\":\"m\",\"input\":[{\"type\":\"function_call_output\",\"output\":[{\"type\":\"input_image\",\"image_url\":\""
                                + png
                                + "\"}]}]}"));
        assertEquals(
                new Media(1, 0),
                media(
                        ModelApi.GENERATE_CONTENT,
                        "{\"contents\":[{\"parts\":[{\"text\":\"x\"},{\"inline_data\":{\"mime_type\":\"image/heic\",\"data\":\"A\"}}]}]}"));
        try (Body body =
                Bodies.of(
                        "{\"model\":\"m\",\"messages\":" + two.replace("image/", "video/") + "}")) {
            assertEquals(
                    new Media(0, 2),
                    check(body, ModelApi.CHAT_COMPLETIONS, Set.of(ModelRule.UNBOUNDED_MEDIA))
                            .media());
        }
    }

    private static Media media(ModelApi api, String text) throws Refused {
        try (Body body = Bodies.of(text)) {
            return check(body, api, Set.of()).media();
        }
    }

    private static String sent(ModelApi api, String text) throws Refused {
        try (Body body = Bodies.of(text)) {
            return sent(body, check(body, api, Set.of()).edits());
        }
    }

    private static String sent(Body body, List<Edit> edits) {
        var sent = new ByteArrayOutputStream();
        body.with(edits).forEach(sent::writeBytes);
        return sent.toString(StandardCharsets.UTF_8);
    }

    /** The address stands far behind the first piece, and a long text before it is not kept. */
    @Test
    void aLargeBodyIsSearchedToItsEnd() throws Refused {
        String image = "data:image/png;base64," + "A".repeat(5 << 20);
        String begin =
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":\""
                        + image
                        + "\"},{\"type\":\"image_url\",\"image_url\":\"";
        try (Body body = Bodies.of(begin + "data:image/png,x\"}]}]}")) {
            check(body, ModelApi.CHAT_COMPLETIONS, Set.of());
        }
        try (Body body = Bodies.of(begin + "http://x\"}]}]}")) {
            Refused refused =
                    assertThrows(
                            Refused.class, () -> check(body, ModelApi.CHAT_COMPLETIONS, Set.of()));
            assertEquals("remote-urls", refused.rule());
        }
    }

    @Test
    void otherEncodingsDepthsAndCrowdsAreRefused() {
        for (String text :
                List.of(
                        "\uFEFF{\"model\":\"m\"}",
                        "{\u0000\"model\":\"m\"}",
                        "{\"model\":\"m\",\"messages\":" + "[".repeat(500) + "]".repeat(500) + "}",
                        "{\"model\":\"" + "m".repeat(5000) + "\"}",
                        "{\"model\":\"m\",\"" + "x".repeat(5000) + "\":1}",
                        "{\"model\":\"m\",\"metadata\":{\"" + "x".repeat(201) + "\":1}}")) {
            try (Body body = Bodies.of(text)) {
                Refused refused =
                        assertThrows(
                                Refused.class,
                                () -> check(body, ModelApi.CHAT_COMPLETIONS, Set.of()));
                assertEquals("malformed", refused.rule(), refused.words());
            }
        }
        var many = new StringBuilder("{\"model\":\"m\",\"metadata\":{\"a\":1");
        for (int i = 0; i < 60_000; i++) {
            many.append(",\"a").append(i).append("\":1");
        }
        try (Body body = Bodies.of(many + "}}")) {
            Refused refused =
                    assertThrows(
                            Refused.class, () -> check(body, ModelApi.CHAT_COMPLETIONS, Set.of()));
            assertEquals("size", refused.rule(), refused.words());
        }
    }

    /** Also where the objects that have them are over. */
    @Test
    void longNamesOfABodyHaveABoundTogether() {
        var many = new StringBuilder("{\"model\":\"m\",\"messages\":[],\"metadata\":[{}");
        for (int i = 0; i < 25_000; i++) {
            many.append(",{\"").append("x".repeat(190)).append(i).append("\":1}");
        }
        try (Body body = Bodies.of(many + "]}")) {
            Refused refused =
                    assertThrows(
                            Refused.class, () -> check(body, ModelApi.CHAT_COMPLETIONS, Set.of()));
            assertEquals("size", refused.rule(), refused.words());
        }
    }
}
