package dev.ratoon.controlplane.openid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OpenIdIT.WithProvider.class)
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = TestProvider.class, restrictToAnnotatedClass = true)
class OpenIdIT {
    /** A start of its own: a provider is configured. */
    public static class WithProvider implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "ratoon.openid.label", "Sign in with Test",
                    "ratoon.openid.client-secret", "a secret of the test's",
                    "ratoon.openid.new-users", "viewer",
                    "ratoon.openid.domains", "welcome.example");
        }
    }

    @Inject TestPeople people;

    @Test
    void the_login_page_learns_the_label() {
        var method = people.nobody().get("/api/login-methods").body().path("openId");
        assertEquals("Sign in with Test", method.path("label").asText());
        assertEquals("/auth/oidc", method.path("url").asText());
    }

    @Test
    void an_invited_user_signs_in_and_is_known_by_the_subject_afterwards() {
        invite("kim", "kim@invited.example");
        String first = whoIs(signInAs("s-kim", claims("kim@invited.example", true)));
        String later = whoIs(signInAs("s-kim", claims("new-address@elsewhere.example", true)));
        assertEquals("kim", first);
        assertEquals("kim", later);
    }

    @Test
    void an_address_that_is_not_verified_opens_nothing() {
        invite("lou", "lou@invited.example");
        var answer =
                new Browser(people.base())
                        .follow(signIn("s-lou", claims("lou@invited.example", false)));
        assertEquals(403, answer.statusCode());
        assertTrue(answer.body().contains("verify"), answer.body());
    }

    @Test
    void a_second_account_of_the_provider_does_not_take_over_an_invited_user() {
        invite("max", "max@invited.example");
        signInAs("s-max", claims("max@invited.example", true));
        var other =
                new Browser(people.base())
                        .follow(signIn("s-eve", claims("max@invited.example", true)));
        assertEquals(403, other.statusCode());
    }

    @Test
    void somebody_unknown_is_refused_and_told_how_to_get_in() {
        var browser = new Browser(people.base());
        var answer = browser.follow(signIn("s-unknown", claims("unknown@elsewhere.example", true)));
        assertEquals(403, answer.statusCode());
        assertTrue(
                answer.body().contains("ratoon user add NAME --email unknown@elsewhere.example"),
                answer.body());
        assertFalse(browser.keeps("q_session"));
    }

    @Test
    void somebody_of_a_welcome_domain_becomes_a_user_of_the_configured_role() {
        Api api = signInAs("s-new", claims("jo.new@welcome.example", true));
        var user = api.get("/api/session").body().path("user");
        assertEquals("jo.new", user.path("name").asText());
        assertEquals("viewer", user.path("role").asText());
    }

    @Test
    void a_disabled_user_stays_out() {
        invite("nia", "nia@invited.example");
        signInAs("s-nia", claims("nia@invited.example", true));
        people.owner().delete("/api/users/nia");
        var answer =
                new Browser(people.base())
                        .follow(signIn("s-nia", claims("nia@invited.example", true)));
        assertEquals(403, answer.statusCode());
    }

    @Test
    void an_answer_of_the_provider_that_this_browser_did_not_ask_for_is_refused() {
        invite("oda", "oda@invited.example");
        var victim = new Browser(people.base());
        URI back = victim.untilBackFrom(signIn("s-oda", claims("oda@invited.example", true)));
        var other = new Browser(people.base()).get(back);
        assertNoLogin(other.statusCode(), other.headers().firstValue("Location").orElse(""));
    }

    @Test
    void an_answer_with_another_state_is_refused() {
        invite("pia", "pia@invited.example");
        var browser = new Browser(people.base());
        URI back = browser.untilBackFrom(signIn("s-pia", claims("pia@invited.example", true)));
        String forged = back.toString().replaceAll("state=[^&]*", "state=forged");
        var answer = browser.get(URI.create(forged));
        assertNoLogin(answer.statusCode(), answer.headers().firstValue("Location").orElse(""));
    }

    @Test
    void an_answer_of_the_provider_works_once() {
        invite("ria", "ria@invited.example");
        var browser = new Browser(people.base());
        URI back = browser.untilBackFrom(signIn("s-ria", claims("ria@invited.example", true)));
        var first = browser.get(back);
        assertTrue(first.headers().firstValue("Location").orElse("").contains("#code="));
        var second = browser.get(back);
        assertNoLogin(second.statusCode(), second.headers().firstValue("Location").orElse(""));
    }

    @Test
    void the_code_in_the_end_is_ours_and_works_once() {
        invite("sam", "sam@invited.example");
        var browser = new Browser(people.base());
        String link = browser.codeLink(signIn("s-sam", claims("sam@invited.example", true)));
        people.nobody().signIn(link);
        assertEquals(
                410,
                people.nobody()
                        .post("/api/login", Map.of("code", Api.codeIn(link), "client", "cli"))
                        .status());
        assertFalse(browser.keeps("q_session"));
    }

    private void invite(String name, String email) {
        Api.Answer answer =
                people.owner()
                        .post("/api/users", Map.of("name", name, "role", "member", "email", email));
        assertEquals(200, answer.status());
    }

    private static Browser.Account signIn(String subject, Map<String, Object> claims) {
        return new Browser.Account(subject, claims);
    }

    private Api signInAs(String subject, Map<String, Object> claims) {
        return people.nobody().signIn(new Browser(people.base()).codeLink(signIn(subject, claims)));
    }

    private static String whoIs(Api api) {
        return api.get("/api/session").body().path("user").path("name").asText();
    }

    private static Map<String, Object> claims(String email, boolean verified) {
        return Map.of("email", email, "email_verified", verified);
    }

    private static void assertNoLogin(int status, String location) {
        assertTrue(status == 401 || status == 403 || status == 302, "status " + status);
        assertFalse(location.contains("#code="), location);
    }
}
