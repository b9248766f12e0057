package dev.ratoon.controlplane.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.problem.ProblemType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final Rules RULES = new Rules(new Hosts(Set.of("ratoon.example")), 1000);

    @Test
    void under_tls_only_the_https_origin_is_ours() {
        assertEquals(
                Optional.empty(),
                refused(head("https", Map.of("Origin", "https://ratoon.example"))));
        assertEquals(
                Optional.of(ProblemType.FORBIDDEN),
                refused(head("https", Map.of("Origin", "http://ratoon.example"))));
    }

    @Test
    void a_length_that_is_no_number_is_refused() {
        for (String length : Set.of("1001", "-1", "1, 2", "0x10", "99999999999999999999")) {
            assertEquals(
                    Optional.of(ProblemType.TOO_LARGE),
                    refused(head("http", Map.of("Content-Length", length))),
                    length);
        }
    }

    @Test
    void an_image_may_be_larger_than_another_body_and_has_a_bound() {
        assertEquals(Optional.empty(), refused(upload("4194304")));
        assertEquals(Optional.of(ProblemType.TOO_LARGE), refused(upload("4194305")));
    }

    private static Head upload(String length) {
        String path = "/api/prompt-images";
        var headers = Map.of("Content-Length", length, "host", "ratoon.example");
        return new Head("POST", "http", path, path, null, headers);
    }

    @Test
    void only_reading_is_public() {
        assertTrue(RULES.isPublic(reading("GET", "/")));
        assertTrue(RULES.isPublic(reading("HEAD", "/assets/page.css")));
        assertTrue(RULES.isPublic(reading("GET", "/auth/oidc")));
        assertFalse(RULES.isPublic(reading("POST", "/assets/page.css")));
        assertFalse(RULES.isPublic(reading("GET", "/api/login")));
        assertFalse(RULES.isPublic(reading("GET", "/assets")));
    }

    private static Optional<ProblemType> refused(Head head) {
        return RULES.refusal(head).map(Refusal::type);
    }

    private static Head reading(String method, String path) {
        return new Head(method, "http", path, path, null, Map.of("Host", "localhost"));
    }

    private static Head head(String scheme, Map<String, String> headers) {
        var all = new java.util.HashMap<>(headers);
        all.put("host", "ratoon.example");
        return new Head("POST", scheme, "/api/x", "/api/x", null, all);
    }
}
