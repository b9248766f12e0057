package dev.ratoon.controlplane.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.github.GitHubFake;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What somebody signed in sends to break us: each operation that there is answers, and in words.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = GitHubFake.class, restrictToAnnotatedClass = true)
class HostileInputIT {
    @Inject TestPeople people;
    private RawHttp raw;
    private JsonNode spec;
    private String login;
    private String agent;

    private record Operation(String method, String path, JsonNode described) {}

    @BeforeEach
    void describe() {
        raw = new RawHttp(people.base());
        var owner = people.owner();
        spec = owner.get("/api/openapi?format=json").body();
        login = "Authorization: " + owner.headers().getOrDefault("Authorization", "");
        Map<String, String> wanted =
                Map.of("repository", "https://example.invalid/a/b", "prompt", "true");
        agent = owner.post("/api/agents", wanted).text("id");
    }

    @Tag("long")
    @Test
    void no_body_is_a_fault_of_ours() throws IOException {
        var faults = new ArrayList<String>();
        int asked = 0;
        for (Operation each : operations()) {
            for (var body : bodies(each).entrySet()) {
                asked++;
                var answer = raw.send(each.method(), each.path(), body.getValue(), login);
                if (answer.status() >= 500) {
                    String what = each.method() + " " + each.path() + " with " + body.getKey();
                    faults.add(what + ": " + answer.body());
                }
            }
        }
        assertEquals(List.of(), faults);
        assertTrue(asked > 100, "only " + asked);
    }

    @Test
    @Tag("long")
    void no_query_is_a_fault_of_ours() throws IOException {
        var faults = new ArrayList<String>();
        int asked = 0;
        for (Operation each : operations()) {
            for (JsonNode parameter : each.described().path("parameters")) {
                String name = parameter.path("name").asText();
                for (String value :
                        List.of("%00", "-1", "9".repeat(30), "%ff%fe", "%", "%u0041", "1e9", "")) {
                    asked++;
                    String path = each.path() + "?" + name + "=" + value;
                    var answer = raw.send(each.method(), path, "", login);
                    if (answer.status() >= 500) {
                        faults.add(each.method() + " " + path + ": " + answer.body());
                    }
                }
            }
        }
        assertEquals(List.of(), faults);
        assertTrue(asked > 50, "only " + asked);
    }

    @Test
    void a_text_that_cannot_be_kept_is_refused_in_words() throws IOException {
        var answer = raw.send("POST", "/api/tokens", "{\"name\":\"a\\u0000b\"}", login);
        assertEquals(400, answer.status());
        assertTrue(answer.body().contains("NUL"), answer.body());
        assertEquals(400, raw.get("/api/agents?q=a%00b", login).status());
    }

    /** Unpacked, it would be a thousand times what the bound on bodies lets in. */
    @Test
    void a_packed_body_is_not_unpacked() throws IOException {
        String packed = packed("{\"name\":\"packed\"}" + " ".repeat(1 << 20));
        var answer = raw.send("POST", "/api/tokens", packed, login, "Content-Encoding: gzip");
        assertTrue(answer.status() == 400 || answer.status() == 415, answer.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"permessage-deflate", "deflate-frame", "x-webkit-deflate-frame"})
    void a_socket_takes_no_packed_messages(String packed) throws IOException {
        var answer =
                raw.upgrade(
                        "/api/agents/" + agent + "/exec",
                        login,
                        "Sec-WebSocket-Extensions: " + packed);
        assertEquals(101, answer.status());
        assertEquals("", answer.header("Sec-WebSocket-Extensions"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/login-methods?%0d%0aSet-Cookie:%20a=b",
                "/?x=%0d%0aLocation:%20//evil.example",
                "/assets/%0d%0aX-Evil:1",
                "/auth/oidc?%0d%0aSet-Cookie:%20a=b"
            })
    void what_is_asked_for_never_becomes_a_header(String path) throws IOException {
        var answer = raw.get(path);
        assertFalse(answer.headers().containsKey("Set-Cookie"), answer::toString);
        assertFalse(answer.headers().containsKey("Location"), answer::toString);
        assertFalse(answer.headers().containsKey("X-Evil"), answer::toString);
    }

    /** All but those that may end what the test is signed in with. */
    private List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        for (var path : spec.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                String filled =
                        path.getKey()
                                .replaceFirst("^/api/agents/\\{[^}]*}", "/api/agents/" + agent)
                                .replaceAll("\\{.*?}", "6f9619ff-8b86-d011-b42d-00c04fc964ff");
                String asked = method.getKey() + " " + filled;
                if (!asked.equals("post /api/logout")
                        && !asked.equals("delete /api/agents/" + agent)) {
                    operations.add(
                            new Operation(
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    filled,
                                    method.getValue()));
                }
            }
        }
        return operations;
    }

    private Map<String, String> bodies(Operation of) {
        JsonNode schema =
                of.described().path("requestBody").path("content").path("application/json");
        if (schema.isMissingNode()) {
            return Map.of();
        }
        String type = schema.path("schema").path("$ref").asText().replaceFirst(".*/", "");
        var properties = spec.path("components").path("schemas").path(type).path("properties");
        return Map.ofEntries(
                Map.entry("nested a hundred thousand times", "[".repeat(100_000)),
                Map.entry("nested objects", "{\"name\":".repeat(5_000)),
                Map.entry("NUL everywhere", object(properties, "\"a\\u0000b\"")),
                Map.entry("half a character", object(properties, "\"a\\ud800b\"")),
                Map.entry("a huge number", object(properties, "1e999999999")),
                Map.entry("a long number", object(properties, "9".repeat(100_000))),
                Map.entry("the largest number", object(properties, "9223372036854775807")),
                Map.entry("long texts", object(properties, '"' + "x".repeat(20_000) + '"')),
                Map.entry("deep values", object(properties, "[".repeat(900) + "]".repeat(900))),
                Map.entry("nothing", object(properties, "null")),
                Map.entry("each twice", "{\"name\":\"a\",\"name\":{},\"name\":null}"),
                Map.entry("bytes that are no text", "{\"name\":\"\u00ff\u00fe\u00c0\u0080\"}"),
                Map.entry("null", "null"),
                Map.entry("a text", "\"x\""),
                Map.entry("a list of null", "[null]"));
    }

    private static String object(JsonNode properties, String value) {
        return properties
                .propertyStream()
                .map(property -> '"' + property.getKey() + "\":" + value)
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** As text of which each character is a byte. */
    private static String packed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(bytes)) {
            packing.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
