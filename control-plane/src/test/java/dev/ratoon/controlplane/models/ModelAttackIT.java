package dev.ratoon.controlplane.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ratoon.controlplane.agents.Consistency;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.basis.MovableClock;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.operations.AllLogged;
import dev.ratoon.protocol.Audience;
import dev.ratoon.protocol.RunnerKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hostile code in a sandbox may try at the model gateway: the provider sees none of it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = FakeProvider.class, restrictToAnnotatedClass = true)
@TestProfile(ModelAttackIT.Narrow.class)
@SuppressWarnings("NullAway.Init")
class ModelAttackIT {
    private static final int PLACES = 8;
    private static final int A_MINUTE = 150;
    private static final String HOSTED =
            "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[],\"mcp_servers\":[{\"type\":\"url\",\"url\":\"http://x\"}]}";
    private static final String REMOTE =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"http://x\"}}]}]}";
    private static final String FOREIGN =
            "{\"model\":\"m\",\"input\":\"x\",\"previous_response_id\":\"resp_1\"}";

    public static class Narrow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "ratoon.roles", "api,git,model",
                    "ratoon.models.at-once-of-one", String.valueOf(PLACES),
                    "ratoon.models.requests-per-minute", String.valueOf(A_MINUTE),
                    "ratoon.models.request-timeout", "2s",
                    "ratoon.models.largest-request", "2M",
                    "ratoon.models.memory", "4M");
        }
    }

    @Inject ModelDesk desk;
    @Inject MovableClock clock;
    @Inject LogStore log;
    @TempDir Path directory;
    private final RawCalls raw = new RawCalls();
    private ModelDesk.Caller caller;

    @BeforeEach
    void anAgent() throws Exception {
        FakeProvider.forget();
        caller = desk.agent(directory);
    }

    @AfterEach
    void theLogIsWholeAndTheStateFollowsFromIt() throws Exception {
        raw.close();
        Consistency.check(log, caller.agent());
    }

    @ParameterizedTest
    @CsvSource({
        "POST, fake/v1/files",
        "GET, fake/v1/files",
        "DELETE, fake/v1/models",
        "POST, fake/v1/batches",
        "POST, fake/v1/vector_stores",
        "GET, fake/v1/responses/resp_1",
        "POST, fake/v1/responses/",
        "POST, fake/v1/embeddings",
        "GET, fake/v1/organization/admin_api_keys",
        "POST, fake/v1/chat/completions/../files",
        "POST, fake/v1/chat/completions;x",
        "POST, fake//v1/chat/completions",
        "POST, fake/v1/chat%2fcompletions",
        "POST, fake/v1/messages/batches",
        "POST, fake/v1beta/files:generateContent",
        "POST, fake/v1beta/models/m:batchGenerateContent",
        "POST, fake/v1beta/models/a/b:generateContent",
        "POST, fake/v1/chat/completions?api-version=1",
        "POST, fake/v1/chat/completions?$httpMethod=DELETE",
        "POST, nobody/v1/chat/completions",
        "POST, mistral/v1/messages",
        "POST, @evil.example/v1/chat/completions"
    })
    void what_models_are_not_asked_is_not_passed_on(String method, String path) throws Exception {
        HttpResponse<String> answer =
                caller.send(
                        caller.request(path)
                                .method(method, BodyPublishers.ofString(ModelDesk.body("m"))));

        assertEquals(403, answer.statusCode(), answer.body());
        assertTrue(new ObjectMapper().readTree(answer.body()).path("error").isObject());
        assertTrue(FakeProvider.SEEN.isEmpty(), FakeProvider.SEEN::toString);
        assertEquals(1, refusals(1).size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    unbounded-media | v1/messages         | {"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AA"}}]}]}
                    hosted-tools | v1/messages            | {"model":"m","max_tokens":1,"messages":[],"mcp_servers":[{"type":"url","url":"http://x"}]}
                    remote-urls  | v1/chat/completions    | {"model":"m","messages":[{"content":[{"type":"image_url","image_url":{"url":"http://x"}}]}]}
                    foreign-ids  | v1/responses           | {"model":"m","input":"x","previous_response_id":"resp_1"}
                    hosted-tools | v1beta/models/m:generateContent | {"contents":[],"tools":[{"googleSearch":{}}]}
                    """)
    void what_a_body_may_not_have_is_refused_with_its_rule_and_noted(
            String rule, String path, String body) throws Exception {
        HttpResponse<String> answer = caller.post("fake/" + path, body);

        assertEquals(403, answer.statusCode());
        assertTrue(answer.body().contains("ratoon.models.allow=" + rule), answer.body());
        assertTrue(FakeProvider.SEEN.isEmpty(), FakeProvider.SEEN::toString);
        JsonNode noted = refusals(1).getFirst();
        assertEquals(rule, noted.path("rule").asText());
        assertEquals("fake", noted.path("provider").asText());
    }

    @Test
    void what_its_environment_allows_passes_for_its_agents_and_for_nobody_else() throws Exception {
        String name = "e" + Long.toString(System.nanoTime(), 36);
        Api.Answer made =
                caller.fleet()
                        .api()
                        .post(
                                "/api/environments",
                                Map.of("name", name, "allowModels", List.of("hosted-tools")));
        assertEquals(201, made.status(), made.body()::toString);
        ModelDesk.Caller allowed =
                desk.agent(
                        Files.createDirectory(directory.resolve("allowed")),
                        Map.of("environment", name));

        HttpResponse<String> refused = caller.post("fake/v1/messages", HOSTED);
        assertEquals(403, refused.statusCode());
        String words = refusals(1).getFirst().path("words").asText();
        assertTrue(
                words.endsWith("ratoon environment add NAME --allow-models hosted-tools"), words);
        assertTrue(FakeProvider.SEEN.isEmpty(), FakeProvider.SEEN::toString);

        HttpResponse<String> passed = allowed.post("fake/v1/messages", HOSTED);
        assertEquals(200, passed.statusCode(), passed.body());
        assertEquals(HOSTED, FakeProvider.SEEN.element().body());

        HttpResponse<String> fetches = allowed.post("fake/v1/chat/completions", REMOTE);
        assertEquals(403, fetches.statusCode());
        String way = "ratoon environment edit " + name + " --allow-models remote-urls";
        assertTrue(fetches.body().contains(way), fetches.body());
        HttpResponse<String> foreign = allowed.post("fake/v1/responses", FOREIGN);
        assertEquals(403, foreign.statusCode());
        assertTrue(foreign.body().contains("ratoon.models.allow=foreign-ids"), foreign.body());
        assertFalse(foreign.body().contains("--allow-models"), foreign.body());
        assertEquals(1, FakeProvider.SEEN.size());
    }

    /** It was granted when the agent took it, perhaps; what counts is what is granted now. */
    @Test
    void what_the_operator_lets_no_environment_lift_stays_refused() throws Exception {
        log.append(
                UUID.fromString(caller.agent()),
                _ ->
                        List.of(
                                NewEvent.of(
                                        new ObservedEvent.EnvironmentTaken(
                                                new UUID(0, 9),
                                                "old",
                                                1,
                                                "",
                                                30,
                                                "ada",
                                                new TreeMap<>(),
                                                List.of(),
                                                List.of("foreign-ids", "sings", "remote-urls"),
                                                List.of(),
                                                null,
                                                null,
                                                null,
                                                null,
                                                List.of(),
                                                false))));
        assertEquals(403, caller.post("fake/v1/responses", FOREIGN).statusCode());
        assertTrue(FakeProvider.SEEN.isEmpty(), FakeProvider.SEEN::toString);
        assertEquals(200, caller.post("fake/v1/chat/completions", REMOTE).statusCode());
    }

    @Test
    void a_flood_of_refusals_becomes_a_count() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertEquals(403, caller.post("fake/v1/files", "{}").statusCode());
        }
        assertEquals(1, refusals(1).size());
        try (var _ = clock.forward(Duration.ofSeconds(61))) {
            assertEquals(403, caller.post("fake/v1/files", "{}").statusCode());
            assertEquals(49, refusals(2).getLast().path("before").asLong());
        }
    }

    /** Also where each request is refused for something else. */
    @Test
    void who_asks_too_often_is_told_when_to_ask_again_and_others_are_not() throws Exception {
        HttpResponse<String> answer = caller.post("fake/v1/files", "{}");
        for (int i = 0; answer.statusCode() == 403 && i < 10 * A_MINUTE; i++) {
            answer = caller.post("fake/v1/files", "{}");
        }
        assertEquals(429, answer.statusCode(), answer.body());
        String again = answer.headers().firstValue("Retry-After").orElse("none");
        assertTrue(again.matches("[1-9]"), again);
        assertTrue(answer.body().contains("ratoon.models.requests-per-minute"), answer.body());
        assertTrue(FakeProvider.SEEN.isEmpty());
        ModelDesk.Caller other = desk.agent(Files.createDirectory(directory.resolve("other")));
        assertEquals(200, other.chat("m").statusCode());
        try (var _ = clock.forward(Duration.ofSeconds(10))) {
            assertEquals(200, caller.chat("m").statusCode());
        }
        assertTrue(
                refusals(2).stream().anyMatch(each -> each.path("rule").asText().equals("pace")));
    }

    @Test
    void a_credential_for_another_door_or_of_nobody_is_refused() throws Exception {
        String foreign =
                RunnerKey.fresh().sign(Audience.MODEL, caller.agent(), 1, clock.instant()).header();
        List<String> shown =
                new ArrayList<>(List.of("Bearer " + ModelDesk.KEY, foreign, "Runner x"));
        shown.add(caller.credential(Audience.GIT));
        shown.add(caller.credential(Audience.CONTROL));
        String old = caller.credential(Audience.MODEL);
        for (String each : shown) {
            assertEquals(403, asked(each), each);
        }
        try (var _ = clock.forward(Duration.ofMinutes(16))) {
            assertEquals(403, asked(old));
        }
        assertEquals(200, asked(old));
        assertEquals(1, FakeProvider.SEEN.size());
    }

    private int asked(String credential) throws Exception {
        return caller.send(
                        caller.request("fake/v1/chat/completions")
                                .setHeader("Authorization", credential)
                                .POST(BodyPublishers.ofString(ModelDesk.body("m"))))
                .statusCode();
    }

    @Test
    void of_many_calls_at_once_so_many_are_let_through() throws Exception {
        List<Future<HttpResponse<String>>> all = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                all.add(threads.submit(() -> caller.chat("holds")));
            }
            Eventually.get(
                    "all others are refused",
                    () -> all.stream().filter(Future::isDone).count(),
                    done -> done == 50 - PLACES);
            Eventually.get(
                    "those that were let through are with the provider",
                    FakeProvider.MOST_AT_ONCE::get,
                    most -> most == PLACES);
            FakeProvider.held.countDown();
        }
        int refused = 0;
        for (Future<HttpResponse<String>> each : all) {
            refused += each.get().statusCode() == 429 ? 1 : 0;
        }
        assertEquals(50 - PLACES, refused);
        assertEquals(PLACES, FakeProvider.MOST_AT_ONCE.get());
        assertEquals(PLACES, FakeProvider.SEEN.size());
        // A place is given back when its answer is through, a moment after who asked has it.
        Eventually.get("a place", () -> caller.chat("m").statusCode(), status -> status == 200);
    }

    @Test
    void a_length_that_is_claimed_takes_no_memory_and_too_large_a_one_is_refused_at_once()
            throws Exception {
        assertTrue(
                RawCalls.firstLine(raw.said(desk, raw.head(caller, "Content-Length: 999999999999")))
                        .contains(" 413 "));
        for (int i = 0; i < PLACES; i++) {
            raw.said(desk, raw.head(caller, "Content-Length: 2097152"));
        }
        ModelDesk.Caller other = desk.agent(Files.createDirectory(directory.resolve("other")));
        String large = "{\"model\":\"m\",\"messages\":[],\"user\":\"" + "x".repeat(1 << 20) + "\"}";
        assertEquals(200, other.post("fake/v1/chat/completions", large).statusCode());
        // Whoever sends nothing is hung up on, and has its places back.
        Eventually.get("a place", () -> caller.chat("m").statusCode(), status -> status == 200);
    }

    @Test
    void a_body_without_an_end_is_refused() throws Exception {
        Socket socket = raw.said(desk, raw.head(caller, "Transfer-Encoding: chunked"));
        byte[] chunk =
                ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try {
            for (int i = 0; i < 200; i++) {
                socket.getOutputStream().write(chunk);
            }
        } catch (IOException e) {
            assertTrue(FakeProvider.SEEN.isEmpty());
            return;
        }
        assertTrue(RawCalls.firstLine(socket).contains(" 413 "));
        assertTrue(FakeProvider.SEEN.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Encoding: gzip", "Content-Encoding: identity, br"})
    void a_packed_body_is_refused(String header) throws Exception {
        String body = ModelDesk.body("m");
        String head = raw.head(caller, header + "\r\nContent-Length: " + body.length());
        String answer = RawCalls.firstLine(raw.said(desk, head + body));
        assertTrue(answer.contains(" 400 "), answer);
        assertTrue(FakeProvider.SEEN.isEmpty());
    }

    @Test
    void ten_thousand_headers_are_hung_up_on() throws Exception {
        var many = new StringBuilder("Content-Length: 2");
        for (int i = 0; i < 10_000; i++) {
            many.append("\r\nx").append(i).append(": y");
        }
        String answer =
                RawCalls.firstLine(raw.said(desk, raw.head(caller, many.toString()) + "{}"));
        assertTrue(answer.isEmpty() || answer.contains(" 4"), answer);
        assertTrue(FakeProvider.SEEN.isEmpty());
        assertEquals(200, caller.chat("m").statusCode());
    }

    @Test
    void no_key_is_ever_logged() {
        List<String> lines =
                AllLogged.during(
                        () -> {
                            for (String model :
                                    List.of("m", "echoes", "breaks", "moves", "large", "packs")) {
                                try {
                                    caller.chat(model);
                                } catch (IOException | InterruptedException e) {
                                    throw new AssertionError(e);
                                }
                            }
                        });
        assertEquals(0, lines.stream().filter(line -> line.contains("geheim")).count());
        assertEquals(
                0,
                caller.fleet()
                        .log(caller.agent())
                        .lines()
                        .filter(l -> l.contains("geheim"))
                        .count());
    }

    private List<JsonNode> refusals(int wanted) throws Exception {
        return Eventually.get(
                        "refusals in the log",
                        () -> caller.fleet().events(caller.agent(), "model.refused"),
                        events -> events.size() >= wanted)
                .stream()
                .map(event -> event.path("payload"))
                .toList();
    }
}
