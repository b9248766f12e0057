package dev.ratoon.controlplane.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class GateIT {
    private static final Set<String> PUBLIC = Set.of("POST /api/login", "GET /api/login-methods");

    @Inject TestPeople people;
    RawHttp raw;

    @BeforeEach
    void connect() {
        raw = new RawHttp(people.base());
    }

    @Test
    void every_documented_operation_answers_401_to_somebody_unknown() throws IOException {
        var spec = people.owner().get("/api/openapi?format=json").body();
        var operations = new ArrayList<String>();
        for (var path : spec.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                operations.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
            }
        }
        assertTrue(operations.size() > 15, operations.toString());
        for (String operation : operations) {
            String[] parts = operation.replaceAll("\\{.*?}", "x").split(" ", -1);
            int status = raw.send(parts[0], parts[1], "").status();
            if (PUBLIC.contains(operation) || parts[1].startsWith("/health")) {
                assertNotEquals(401, status, operation);
            } else {
                assertEquals(401, status, operation);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metrics",
                "/api/openapi",
                "/api",
                "/api/",
                "/api/nothing",
                "/nothing",
                "/favicon.ico",
                "/q",
                "/q/",
                "/q/dev-ui",
                "/q/arc",
                "/q/health",
                "/q/metrics",
                "/q/openapi",
                "/q/swagger-ui",
                "/api/login",
                "/api/test/echo",
                "/assets",
                "/healthy",
                "/newer",
                "/agents",
                "/settingsx",
                "/index.html",
                "/auth/oidcx"
            })
    void what_is_not_health_or_login_answers_401_as_a_problem(String path) throws IOException {
        var answer = raw.get(path);
        assertEquals(401, answer.status());
        assertEquals("application/problem+json", answer.header("Content-Type"));
        assertEquals("Bearer realm=\"ratoon\"", answer.header("WWW-Authenticate"));
        assertTrue(answer.body().contains("urn:ratoon:problem:unauthenticated"), answer.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/live",
                "/health/ready",
                "/api/login-methods",
                "/",
                "/new",
                "/agents/some-agent",
                "/agents/some-agent/changes",
                "/settings",
                "/settings/keys",
                "/sw.js"
            })
    void health_the_ways_to_sign_in_and_the_pages_are_public(String path) throws IOException {
        assertEquals(200, raw.get(path).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:7070",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "localhost@evil.example",
                "127.0.0.1:80:80",
                "[::1",
                "0.0.0.0",
                "",
                "localhost, evil.example"
            })
    void a_name_that_is_not_ours_is_misdirected_even_with_a_good_token(String host)
            throws IOException {
        var answer = raw.get("/api/session", "Host: " + host, "Authorization: Bearer " + token());
        assertTrue(answer.status() == 421 || answer.status() == 400, answer.toString());
    }

    @Test
    void rebinding_reaches_not_even_the_public_pages() throws IOException {
        var answer = raw.get("/health", "Host: evil.example");
        assertEquals(421, answer.status());
        assertTrue(answer.body().contains("urn:ratoon:problem:wrong-host"), answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:7070", "127.0.0.1:1", "[::1]:9000"})
    void loopback_names_are_ours_on_any_port(String host) throws IOException {
        assertEquals(200, raw.get("/health", "Host: " + host).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://127.0.0.1:1",
                "http://localhost",
                "null",
                "file://",
                ""
            })
    void another_origin_is_refused_even_with_a_good_token(String origin) throws IOException {
        var answer =
                raw.get("/api/session", "Origin: " + origin, "Authorization: Bearer " + token());
        assertEquals(403, answer.status());
    }

    @Test
    void our_own_origin_passes() throws IOException {
        var answer =
                raw.get(
                        "/api/session",
                        "Origin: http://" + people.base().getAuthority(),
                        "Authorization: Bearer " + token());
        assertEquals(200, answer.status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void what_a_page_of_another_site_embeds_is_refused(String site) throws IOException {
        var embedded = raw.get("/", "Sec-Fetch-Site: " + site, "Sec-Fetch-Mode: no-cors");
        assertEquals(403, embedded.status());
        var framed =
                raw.get(
                        "/",
                        "Sec-Fetch-Site: " + site,
                        "Sec-Fetch-Mode: navigate",
                        "Sec-Fetch-Dest: iframe");
        assertEquals(403, framed.status());
    }

    @Test
    void following_a_link_from_another_site_passes() throws IOException {
        var answer =
                raw.get(
                        "/health",
                        "Sec-Fetch-Site: cross-site",
                        "Sec-Fetch-Mode: navigate",
                        "Sec-Fetch-Dest: document");
        assertEquals(200, answer.status());
    }

    @Test
    void only_cookie_and_proof_together_are_a_session() throws IOException {
        var browser = people.nobody().signInAsBrowser(people.ownerLink());
        String cookie = "Cookie: " + browser.cookie();
        String proof = "Ratoon-Proof: " + browser.proof();
        assertEquals(200, raw.get("/api/session", cookie, proof).status());
        assertEquals(401, raw.get("/api/session", cookie).status());
        assertEquals(401, raw.get("/api/session", proof).status());
        assertEquals(401, raw.get("/api/session", cookie, proof + "x").status());
        assertEquals(401, raw.send("POST", "/api/login-links", "{}", cookie).status());
    }

    @Test
    void the_halves_of_two_sessions_make_none() throws IOException {
        var one = people.nobody().signInAsBrowser(people.ownerLink());
        var two = people.nobody().signInAsBrowser(people.ownerLink());
        var answer =
                raw.get("/api/session", "Cookie: " + one.cookie(), "Ratoon-Proof: " + two.proof());
        assertEquals(401, answer.status());
    }

    @Test
    void a_bad_token_is_not_saved_by_a_good_session() throws IOException {
        var browser = people.nobody().signInAsBrowser(people.ownerLink());
        var answer =
                raw.get(
                        "/api/session",
                        "Authorization: Bearer ratoon_t_wrong",
                        "Cookie: " + browser.cookie(),
                        "Ratoon-Proof: " + browser.proof());
        assertEquals(401, answer.status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/../api/session",
                "/assets/%2e%2e/api/session",
                "/assets/..;/api/session",
                "/health/../api/session",
                "/health;x/../api/session",
                "//api/session",
                "/api//session",
                "/./api/session",
                "/assets/..%2fapi/session",
                "/assets/..%5capi/session",
                "/health/%2e%2e/metrics"
            })
    void a_path_has_one_spelling(String path) throws IOException {
        var answer = raw.get(path);
        assertEquals(400, answer.status(), answer.body());
    }

    /**
     * What stands in the target goes before the Host header, so both must be ours: one spelling.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example/health",
                "http://evil.example/api/login-methods?x=y",
                "https://localhost/health",
                "evil.example:443",
                "*",
                "/health#x",
                "http://localhost:7070@evil.example/health"
            })
    void a_target_that_names_a_host_is_refused(String target) throws IOException {
        var answer = raw.get(target);
        assertTrue(answer.status() >= 400, answer.toString());
    }

    @Test
    void a_large_body_is_refused_before_it_is_read() throws IOException {
        var answer = raw.send("POST", "/api/login", "", "Content-Length: 1048577");
        assertEquals(413, answer.status());
        assertEquals("close", answer.header("Connection"));
    }

    @Test
    void a_body_of_unknown_length_is_refused() throws IOException {
        var answer = raw.send("POST", "/api/login", "", "Transfer-Encoding: chunked");
        assertEquals(411, answer.status());
    }

    /** Its header says so; a header alone ends nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/login HTTP/1.1\r\nTransfer-Encoding: chunked",
                "POST /api/login HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked",
                "POST /api/restore HTTP/1.1\r\nTransfer-Encoding: chunked",
                "POST /api/restore HTTP/1.1\r\nContent-Length: 104857600",
                "POST /api/session HTTP/1.1\r\nContent-Length: 900000"
            })
    void who_is_refused_with_a_body_is_hung_up_on(String head) throws IOException {
        String host = "\r\nHost: " + people.base().getAuthority();
        String all = raw.all(head + host + "\r\n\r\n0\r\n\r\n");
        assertTrue(all.matches("(?s)HTTP/1.1 4(01|11) .*"), all);
    }

    @Test
    void who_is_refused_without_a_body_goes_on_with_the_connection() throws IOException {
        String one = "GET /api/session HTTP/1.1\r\nHost: " + people.base().getAuthority();
        String last = "GET /health HTTP/1.1\r\nHost: " + people.base().getAuthority();
        String all = raw.all(one + "\r\n\r\n" + last + "\r\nConnection: close\r\n\r\n");
        assertTrue(all.contains("HTTP/1.1 401") && all.contains("HTTP/1.1 200"), all);
    }

    @Test
    void only_a_restore_may_be_large_and_still_needs_a_login() throws IOException {
        var answer = raw.send("POST", "/api/restore", "", "Content-Length: 104857600");
        assertEquals(401, answer.status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/api/session", "/nothing"})
    void every_answer_carries_the_protecting_headers(String path) throws IOException {
        var answer = raw.get(path);
        assertEquals("nosniff", answer.header("X-Content-Type-Options"));
        assertEquals("no-referrer", answer.header("Referrer-Policy"));
        String policy = answer.header("Content-Security-Policy");
        assertTrue(policy.startsWith("default-src 'none'"), policy);
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
    }

    @Test
    void a_head_request_gets_no_further_than_a_get() throws IOException {
        assertEquals(401, raw.send("HEAD", "/api/session", "").status());
    }

    @Test
    void odd_methods_of_public_paths_are_not_public() throws IOException {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH")) {
            assertEquals(401, raw.send(method, "/health", "").status(), method);
        }
    }

    private String token() {
        Api owner = people.owner();
        return owner.headers().getOrDefault("Authorization", "").substring("Bearer ".length());
    }
}
