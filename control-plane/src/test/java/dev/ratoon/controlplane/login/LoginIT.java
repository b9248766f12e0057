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
import java.util.HashMap;
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
    void of_many_that_use_one_code_at_once_one_gets_in() throws Exception {
        String link = people.ownerLink();
        Callable<Integer> attempt = () -> login(link).status();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var attempts = threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> attempt).toList());
            int in = 0;
            for (var answer : attempts) {
                in += answer.get() == 200 ? 1 : 0;
            }
            assertEquals(1, in);
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

    /**
     * Whoever shares an address with the owner, as all do behind a proxy, must not lock him out.
     */
    @Test
    void any_number_of_wrong_codes_keeps_nobody_else_out() {
        for (int i = 0; i < 50; i++) {
            assertEquals(410, login("#code=wrong" + i).status());
        }
        assertEquals(200, login(people.ownerLink()).status());
    }

    @Test
    void a_code_that_was_made_before_the_clock_went_back_is_good_no_longer_than_any() {
        String link;
        try (var _ = clock.forward(Duration.ofDays(1))) {
            link = people.ownerLink();
        }
        assertEquals(410, login(link).status());
    }

    @Test
    void a_session_that_was_made_before_the_clock_went_back_lasts_no_longer_than_any() {
        Api api;
        try (var _ = clock.forward(Duration.ofDays(300))) {
            api = people.nobody().signInAsBrowser(people.ownerLink()).in(people.nobody());
        }
        assertEquals(200, api.get("/api/session").status());
        try (var _ = clock.forward(Duration.ofDays(7).plusSeconds(5))) {
            assertEquals(401, api.get("/api/session").status());
        }
    }

    @Test
    void a_clock_that_goes_back_a_day_and_comes_again_ends_no_session() {
        Api api = people.nobody().signInAsBrowser(people.ownerLink()).in(people.nobody());
        try (var _ = clock.forward(Duration.ofDays(-1))) {
            assertEquals(200, api.get("/api/session").status());
        }
        assertEquals(200, api.get("/api/session").status());
    }

    /** A link that somebody sends would else make this browser work for the sender's account. */
    @Test
    void a_link_for_somebody_else_replaces_no_session_without_a_word() {
        Api here = people.nobody().signInAsBrowser(people.ownerLink()).in(people.nobody());
        Api.Answer added =
                people.owner().post("/api/users", Map.of("name", "sender", "role", "member"));
        var login = Map.of("code", Api.codeIn(added.text("link")), "client", "browser");

        Api.Answer refused = here.post("/api/login", login);
        assertEquals(409, refused.status());
        assertTrue(refused.text("detail").endsWith("this link is for sender."), refused::toString);
        assertEquals(200, here.get("/api/session").status());

        var meant = new HashMap<String, Object>(login);
        meant.put("replace", true);
        assertEquals(200, here.post("/api/login", meant).status());
    }

    @Test
    void a_link_for_oneself_needs_no_word() {
        Api here = people.nobody().signInAsBrowser(people.ownerLink()).in(people.nobody());
        here.signInAsBrowser(people.ownerLink());
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
    void without_a_provider_there_is_no_openid_button() {
        assertTrue(people.nobody().get("/api/login-methods").body().path("openId").isNull());
    }

    private Api.Answer login(String link) {
        return people.nobody()
                .post("/api/login", Map.of("code", Api.codeIn(link), "client", "cli"));
    }
}
