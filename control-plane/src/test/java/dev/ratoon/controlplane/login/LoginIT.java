package dev.ratoon.controlplane.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.basis.MovableClock;
import dev.ratoon.controlplane.database.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class LoginIT {
    @Inject TestPeople people;
    @Inject MovableClock clock;

    @Test
    void the_first_start_makes_one_owner_named_after_the_system_user() {
        var me = people.owner().get("/api/session").body();
        assertEquals("owner", me.path("user").path("role").asText());
        assertFalse(me.path("user").path("name").asText().isEmpty());
        assertEquals("token", me.path("via").asText());
    }

    @Test
    void the_code_travels_in_the_fragment() {
        String link = people.ownerLink();
        assertTrue(link.startsWith(people.base() + "/#code=ratoon_c_"), link.substring(0, 40));
    }

    @Test
    void a_code_works_once() {
        String link = people.ownerLink();
        people.nobody().signIn(link);
        Api.Answer second = login(link);
        assertEquals(410, second.status());
        assertEquals("urn:ratoon:problem:expired", second.text("type"));
    }

    @Test
    void a_code_lasts_five_minutes() {
        String early = people.ownerLink();
        String late = people.ownerLink();
        try (var _ = clock.forward(Duration.ofMinutes(4).plusSeconds(55))) {
            assertEquals(200, login(early).status());
        }
        try (var _ = clock.forward(Duration.ofMinutes(5).plusSeconds(1))) {
            assertEquals(410, login(late).status());
        }
    }

    @Test
    void a_clock_that_goes_back_gives_no_code_a_longer_life() {
        String link = people.ownerLink();
        try (var _ = clock.forward(Duration.ofHours(-1))) {
            assertEquals(410, login(link).status());
        }
        String before = people.ownerLink();
        try (var _ = clock.forward(Duration.ofMinutes(-2))) {
            assertEquals(200, login(before).status());
        }
    }

    @Test
    void of_many_that_use_one_code_at_once_one_gets_in() throws Exception {
        String link = people.ownerLink();
        Callable<Integer> attempt = () -> login(link).status();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Fewer than the bound on failed logins, which is another test's matter.
            var attempts = threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> attempt).toList());
            int in = 0;
            for (var answer : attempts) {
                in += answer.get() == 200 ? 1 : 0;
            }
            assertEquals(1, in);
        } finally {
            forgetFailures();
        }
    }

    @Test
    void the_browser_gets_its_cookie_out_of_reach_of_scripts_and_other_sites() {
        var browser = people.nobody().signInAsBrowser(people.ownerLink());
        String cookie = browser.setCookie();
        assertTrue(cookie.startsWith("ratoon_session=ratoon_s_"), cookie.substring(0, 20));
        assertTrue(cookie.contains("HttpOnly"));
        assertTrue(cookie.contains("SameSite=Strict"));
        assertTrue(cookie.contains("Path=/"));
        assertTrue(browser.proof().startsWith("ratoon_p_"));
        assertFalse(browser.answer().body().toString().contains("ratoon_s_"));
    }

    @Test
    void logging_out_ends_the_session_at_once() {
        var browser = people.nobody().signInAsBrowser(people.ownerLink());
        Api api = browser.in(people.nobody());
        Api.Answer out = api.post("/api/logout", null);
        assertEquals(204, out.status());
        assertTrue(String.valueOf(out.header("Set-Cookie")).contains("Max-Age=0"));
        assertEquals(401, api.get("/api/session").status());
    }

    @Test
    void an_unused_session_ends_after_its_idle_time() {
        Api api = people.nobody().signInAsBrowser(people.ownerLink()).in(people.nobody());
        try (var _ = clock.forward(Duration.ofDays(7).plusSeconds(5))) {
            assertEquals(401, api.get("/api/session").status());
        }
    }

    @Test
    void a_used_session_goes_on_and_still_ends_at_its_maximum() {
        Api api = people.nobody().signInAsBrowser(people.ownerLink()).in(people.nobody());
        for (int day = 6; day < 30; day += 6) {
            try (var _ = clock.forward(Duration.ofDays(day))) {
                assertEquals(200, api.get("/api/session").status(), "day " + day);
            }
        }
        try (var _ = clock.forward(Duration.ofDays(30).plusSeconds(5))) {
            assertEquals(401, api.get("/api/session").status());
        }
    }

    @Test
    void one_sees_and_ends_ones_other_sessions() {
        Api here = people.nobody().signInAsBrowser(people.ownerLink()).in(people.nobody());
        Api there = people.nobody().signInAsBrowser(people.ownerLink()).in(people.nobody());
        String id = null;
        for (var session : there.get("/api/sessions").body()) {
            id = session.path("thisOne").asBoolean() ? session.path("id").asText() : id;
        }
        assertNotNull(id);
        assertEquals(204, here.delete("/api/sessions/" + id).status());
        assertEquals(401, there.get("/api/session").status());
        assertEquals(200, here.get("/api/session").status());
    }

    @Test
    void an_address_that_fails_too_often_waits() {
        try {
            for (int i = 0; i < 10; i++) {
                login("#code=wrong");
            }
            Api.Answer refused = login(people.ownerLink());
            assertEquals(429, refused.status());
            assertNotNull(refused.header("Retry-After"));
        } finally {
            forgetFailures();
        }
    }

    @Test
    void an_unreadable_login_is_a_problem_and_no_fault() {
        assertEquals(422, people.nobody().post("/api/login", Map.of("code", "x")).status());
        assertEquals(
                422,
                people.nobody().post("/api/login", Map.of("code", "x", "client", "fax")).status());
        Api.Answer list = people.nobody().post("/api/login", java.util.List.of("code"));
        assertEquals(400, list.status());
        assertEquals("application/problem+json", list.header("Content-Type"));
    }

    @Test
    void a_session_outlives_a_clock_that_jumps_ahead_and_comes_back() {
        Api api = people.nobody().signInAsBrowser(people.ownerLink()).in(people.nobody());
        try (var _ = clock.forward(Duration.ofDays(8))) {
            assertEquals(401, api.get("/api/session").status());
        }
        try (var _ = clock.forward(Duration.ofDays(-1))) {
            assertEquals(200, api.get("/api/session").status());
        }
        assertEquals(200, api.get("/api/session").status());
    }

    @Test
    void a_clock_that_goes_back_locks_no_address_out() {
        try {
            for (int i = 0; i < 50; i++) {
                login("#code=wrong");
            }
            assertEquals(429, login("#code=wrong").status());
            try (var _ = clock.forward(Duration.ofDays(-1))) {
                assertEquals(200, login(people.ownerLink()).status());
            }
        } finally {
            forgetFailures();
        }
    }

    @Test
    void without_a_provider_there_is_no_openid_button() {
        assertTrue(people.nobody().get("/api/login-methods").body().path("openId").isNull());
    }

    private Api.Answer login(String link) {
        return people.nobody()
                .post("/api/login", Map.of("code", Api.codeIn(link), "client", "cli"));
    }

    /** A minute later an address is as good as new. */
    private void forgetFailures() {
        try (var _ = clock.forward(Duration.ofMinutes(2))) {
            login("#code=wrong");
        }
    }
}
