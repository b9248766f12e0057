package dev.ratoon.controlplane.openid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider that lies, or somebody who speaks in its place. */
@QuarkusTest
@TestProfile(HostileProviderIT.WithProvider.class)
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = HostileProvider.class, restrictToAnnotatedClass = true)
class HostileProviderIT {
    /** A start of its own: a provider is configured, and all whom it vouches for may come in. */
    public static class WithProvider implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "ratoon.openid.client-id",
                    HostileProvider.CLIENT,
                    "ratoon.openid.client-secret",
                    "a secret of the test's",
                    "ratoon.openid.new-users",
                    "viewer");
        }
    }

    @Inject TestPeople people;

    /** So that what is refused below is refused for its lie. */
    @Test
    void the_truth_signs_in() {
        var answer = told("nothing");
        assertTrue(link(answer).contains("#code="), answer::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "another-audience",
                "another-issuer",
                "another-nonce",
                "no-nonce",
                "no-expiry",
                "no-subject",
                "empty-subject",
                "expired",
                "not-yet",
                "email-no",
                "email-silent",
                "email-yes",
                "another-key",
                "own-key",
                "unsigned",
                "signature-missing",
                "public-key-as-secret",
                "public-pem-as-secret",
                "client-secret-as-key",
                "fault",
                "no-json",
                "elsewhere",
                "elsewhere-to-read",
                "elsewhere-again",
                "large",
                "never"
            })
    void a_lie_signs_nobody_in(String lie) {
        var answer = told(lie);
        assertTrue(answer.statusCode() >= 400, answer::toString);
        assertEquals("", link(answer));
        assertFalse(answer.body().contains("Exception"), answer::body);
        String users = people.owner().get("/api/users").body().toString();
        assertFalse(users.contains(lie), users);
    }

    /** Else a browser could be brought to finish a login that somebody else has begun. */
    @Test
    void a_state_works_in_the_browser_that_began_it_and_for_one_login() {
        var browser = new Browser(people.base());
        URI begun = begun(browser);
        String answer = back(begun, "nothing");
        assertFalse(isSignedIn(new Browser(people.base()), answer));
        assertTrue(isSignedIn(browser, answer));
        // Another login may begin; this one is used.
        assertFalse(isSignedIn(browser, answer));
    }

    @Test
    void a_nonce_of_an_earlier_login_is_refused() {
        var browser = new Browser(people.base());
        String earlier = parameter(begun(browser), "nonce");
        URI begun = begun(browser);
        String state = parameter(begun, "state");
        var answer =
                browser.get(
                        people.base()
                                .resolve("/auth/oidc?code=nothing." + earlier + "&state=" + state));
        assertEquals("", link(answer));
    }

    private boolean isSignedIn(Browser browser, String answer) {
        return link(browser.get(people.base().resolve(answer))).contains("#code=");
    }

    private HttpResponse<String> told(String lie) {
        var browser = new Browser(people.base());
        return browser.get(people.base().resolve(back(begun(browser), lie)));
    }

    private URI begun(Browser browser) {
        return URI.create(link(browser.get(people.base().resolve("/auth/oidc"))));
    }

    private static String back(URI begun, String lie) {
        String code = lie + "." + parameter(begun, "nonce");
        return "/auth/oidc?code=" + code + "&state=" + parameter(begun, "state");
    }

    private static String parameter(URI uri, String name) {
        var found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(uri.toString());
        assertTrue(found.find(), uri + " has no " + name);
        return found.group(1);
    }

    private static String link(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }
}
