package dev.ratoon.controlplane.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Consistency;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.providers.ModelApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that are let through, from the credential of a runner to the provider and back. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = FakeProvider.class, restrictToAnnotatedClass = true)
@TestProfile(ModelGatewayIT.Metered.class)
@SuppressWarnings("NullAway.Init")
class ModelGatewayIT {
    public static class Metered implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "ratoon.roles", "api,git,model",
                    "ratoon.models.idle-timeout", "3s",
                    "ratoon.models.largest-answer", "2M");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(NotingMeter.class);
        }
    }

    @Inject ModelDesk desk;
    @Inject NotingMeter meter;
    @Inject LogStore log;
    @TempDir Path directory;
    private ModelDesk.Caller caller;

    @BeforeEach
    void anAgent() throws Exception {
        FakeProvider.forget();
        meter.calls.clear();
        meter.settled.clear();
        caller = desk.agent(directory);
    }

    @AfterEach
    void theLogIsWholeAndTheStateFollowsFromIt() {
        Consistency.check(log, caller.agent());
    }

    @Test
    void a_call_goes_on_as_it_came_with_the_real_key_and_is_metered() throws Exception {
        String body = "{ \"model\":\"m\",\n\"messages\":[],\"max_tokens\":9, \"seed\":1.50 }";
        HttpResponse<String> answer =
                caller.send(
                        caller.request("fake/v1/chat/completions?key=foreign")
                                .header("x-api-key", "foreign")
                                .header("api-key", "foreign")
                                .header("x-goog-api-key", "foreign")
                                .header("OpenAI-Organization", "foreign")
                                .header("Cookie", "foreign")
                                .header("X-HTTP-Method-Override", "DELETE")
                                .POST(BodyPublishers.ofString(body)));

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(FakeProvider.ANSWER, answer.body());
        FakeProvider.Seen seen = FakeProvider.SEEN.remove();
        assertEquals("POST /base/v1/chat/completions", seen.line());
        assertEquals(body, seen.body());
        assertEquals("Bearer " + ModelDesk.KEY, seen.header("Authorization"));
        assertFalse(seen.toString().contains("foreign"), seen::toString);
        assertFalse(seen.toString().contains("Override"), seen::toString);
        ModelCall call = meter.calls.remove();
        assertEquals(
                new ModelCall(
                        UUID.fromString(caller.agent()),
                        1,
                        "fake",
                        "m",
                        ModelApi.CHAT_COMPLETIONS,
                        body.length(),
                        Media.NONE,
                        OptionalLong.of(9)),
                call);
        Outcome outcome = outcome();
        assertEquals(Optional.of(new Usage(5, 0, 2)), outcome.usage());
        assertEquals(FakeProvider.ANSWER.length(), outcome.answerBytes());
        assertFalse(outcome.cut());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    v1/responses                             | Authorization  | Bearer
                    v1/messages?beta=true                    | x-api-key      |
                    v1beta/models/m:generateContent          | x-goog-api-key |
                    v1beta/models/m:streamGenerateContent?alt=sse | x-goog-api-key |
                    """)
    void each_api_gets_the_key_as_it_wants_it(String path, String header, String prefix)
            throws Exception {
        String body = path.startsWith("v1beta") ? "{}" : "{\"model\":\"m\"}";
        HttpResponse<String> answer = caller.post("fake/" + path, body);

        assertEquals(200, answer.statusCode(), answer.body());
        FakeProvider.Seen seen = FakeProvider.SEEN.remove();
        assertEquals("POST /base/" + path, seen.line());
        assertEquals(
                prefix == null ? ModelDesk.KEY : prefix + " " + ModelDesk.KEY, seen.header(header));
        assertEquals("m", meter.calls.remove().model());
        if (path.startsWith("v1/messages")) {
            assertEquals("2023-06-01", seen.header("anthropic-version"));
        }
        if (path.equals("v1/responses")) {
            assertEquals("{\"store\":false,\"model\":\"m\"}", seen.body());
            caller.post("fake/v1/responses", "{\"model\":\"m\",\"store\":null}");
            assertEquals("{\"model\":\"m\",\"store\":false}", FakeProvider.SEEN.remove().body());
        }
    }

    @Test
    void what_generates_nothing_is_passed_on_and_costs_nothing() throws Exception {
        for (String path : List.of("v1/messages/count_tokens", "v1beta/models/m:countTokens")) {
            String body = path.startsWith("v1beta") ? "{}" : "{\"model\":\"m\"}";
            assertEquals(200, caller.post("fake/" + path, body).statusCode());
        }
        for (String path : List.of("v1/models", "v1beta/models?pageSize=50")) {
            assertEquals(200, caller.send(caller.request("fake/" + path).GET()).statusCode());
        }
        assertEquals(4, FakeProvider.SEEN.size());
        assertTrue(meter.calls.isEmpty());
    }

    @Test
    void an_answer_comes_while_it_is_said() throws Exception {
        String first = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";
        FakeProvider.pieces.add(first);
        HttpResponse<InputStream> answer = caller.stream("says");
        try (InputStream in = answer.body()) {
            // The last piece is not sent before the first one is here.
            assertEquals(first, new String(in.readNBytes(first.length()), StandardCharsets.UTF_8));
            FakeProvider.pieces.add(
                    "data: {\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":1}}\n\n");
            FakeProvider.pieces.add("");
            assertTrue(new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("usage"));
        }
        assertEquals(
                "text/event-stream; charset=utf-8",
                answer.headers().firstValue("content-type").orElse(""));
        assertEquals(Optional.of(new Usage(7, 0, 1)), outcome().usage());
    }

    @Test
    void a_key_that_the_provider_says_back_stays_here() throws Exception {
        HttpResponse<String> answer = caller.chat("echoes");

        assertEquals(401, answer.statusCode());
        assertTrue(answer.body().contains("bad key"), answer.body());
        assertFalse(answer.body().contains("geheim"), answer.body());
        assertTrue(answer.body().contains("*".repeat(ModelDesk.KEY.length())), answer.body());
        assertTrue(answer.headers().firstValue("x-request-id").orElse("").contains("***"));
        assertFalse(answer.headers().map().toString().contains("geheim"));
        assertFalse(answer.headers().map().containsKey("set-cookie"));
        assertEquals(401, outcome().status());
    }

    @Test
    void a_provider_that_breaks_off_is_told_in_the_stream() throws Exception {
        HttpResponse<String> answer = caller.chat("breaks");

        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().startsWith("data: {\"a\":1}\n\n"), answer.body());
        assertTrue(
                answer.body()
                        .contains("\n\ndata: {\"error\":{\"message\":\"fake has ended its answer"),
                answer.body());
        Outcome broken = outcome();
        assertTrue(broken.cut());
        assertEquals(Optional.of("fake has ended its answer in the middle."), broken.ended());
    }

    @Test
    void one_that_says_nothing_more_is_told_in_the_stream_and_hung_up_on() throws Exception {
        FakeProvider.pieces.add("data: {\"a\":1}\n\n");
        HttpResponse<String> answer = caller.chat("says");
        assertTrue(answer.body().contains("for too long"), answer.body());
        assertTrue(answer.body().contains("ratoon.models.idle-timeout"), answer.body());
        Outcome spoke = outcome();
        assertTrue(spoke.cut());
        assertTrue(spoke.ended().orElse("").contains("ratoon.models.idle-timeout"));
        HttpResponse<String> silent = caller.chat("holds");
        assertEquals(504, silent.statusCode(), silent.body());
        Outcome said = outcome();
        assertEquals(0, said.status());
        assertTrue(said.ended().orElse("").contains("ratoon.models.idle-timeout"));
        assertEquals(200, caller.chat("m").statusCode());
        assertEquals(Optional.empty(), outcome().ended());
    }

    @ParameterizedTest
    @CsvSource({
        "moves, 502, follows no redirects",
        "packs, 502, not asked for",
        "large, 502, ratoon.models.largest-answer"
    })
    void an_answer_that_is_none_is_told(String model, int status, String words) throws Exception {
        HttpResponse<String> answer = caller.chat(model);
        assertEquals(status, answer.statusCode());
        assertTrue(answer.body().contains(words), answer.body());
        assertEquals(1, FakeProvider.SEEN.size());
        assertTrue(outcome().cut());
    }

    @Test
    void one_that_does_not_end_is_cut_off_and_the_provider_hung_up_on() throws Exception {
        HttpResponse<String> answer = caller.chat("floods");
        assertTrue(answer.body().contains("ratoon.models.largest-answer"));
        assertTrue(answer.body().length() < (3 << 20), "bounded");
        assertTrue(FakeProvider.hungUpOn.await(20, TimeUnit.SECONDS));
        assertTrue(outcome().cut());
    }

    @Test
    void a_harness_that_leaves_ends_the_call_at_the_provider() throws Exception {
        InputStream in = caller.stream("floods").body();
        in.readNBytes(100);
        in.close();
        assertTrue(FakeProvider.hungUpOn.await(20, TimeUnit.SECONDS));
        Outcome left = outcome();
        assertTrue(left.cut());
        assertEquals(Optional.empty(), left.ended(), "nobody is there to be told");
        assertEquals(200, caller.chat("m").statusCode(), "its place is free");
    }

    @Test
    void what_the_meter_refuses_is_not_sent() throws Exception {
        HttpResponse<String> answer = caller.chat("spent");
        assertEquals(403, answer.statusCode());
        assertTrue(answer.body().contains("All tokens are spent."), answer.body());
        assertTrue(FakeProvider.SEEN.isEmpty());
    }

    @Test
    void one_that_is_away_or_has_no_key_is_told_with_what_to_do() throws Exception {
        HttpResponse<String> away = caller.post("away/v1/chat/completions", ModelDesk.body("m"));
        assertEquals(502, away.statusCode());
        assertTrue(away.body().contains("away cannot be reached"), away.body());
        assertFalse(outcome().cut(), "nobody was asked");
        HttpResponse<String> keyless = caller.post("openai/v1/responses", "{\"model\":\"m\"}");
        assertEquals(403, keyless.statusCode());
        assertTrue(keyless.body().contains("ratoon key add openai"), keyless.body());
        assertEquals(
                200, caller.post("local/v1/chat/completions", ModelDesk.body("m")).statusCode());
        assertEquals("none", FakeProvider.SEEN.remove().header("Authorization"));
    }

    /** Whoever the name leads to by then. */
    @Test
    void one_whose_certificate_nobody_trusts_hears_neither_key_nor_prompt() throws Exception {
        caller.fleet().api().put("/api/keys/strange", Map.of("key", ModelDesk.KEY));
        HttpResponse<String> answer =
                caller.post("strange/v1/chat/completions", ModelDesk.body("m"));
        assertEquals(502, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("strange cannot be reached"), answer.body());
        assertTrue(FakeProvider.SEEN.isEmpty(), FakeProvider.SEEN::toString);
        assertFalse(outcome().cut(), "nobody was asked");
    }

    /** Of the next call that is over; one of another test may still come in. */
    private Outcome outcome() throws InterruptedException {
        NotingMeter.Settled settled = meter.settled.poll(20, TimeUnit.SECONDS);
        while (settled != null && !settled.call().agent().toString().equals(caller.agent())) {
            settled = meter.settled.poll(20, TimeUnit.SECONDS);
        }
        assertTrue(settled != null, "not settled");
        return settled.outcome();
    }
}
