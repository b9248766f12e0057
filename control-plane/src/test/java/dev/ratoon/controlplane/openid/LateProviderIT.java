package dev.ratoon.controlplane.openid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.basis.LaterPort;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The provider is not there when Ratoon starts. */
@QuarkusTest
@TestProfile(LateProviderIT.NobodyThere.class)
@QuarkusTestResource(TestDatabase.class)
class LateProviderIT {
    public static class NobodyThere implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "ratoon.openid.issuer",
                    "http://127.0.0.1:" + LaterPort.find(),
                    "ratoon.openid.client-secret",
                    "a secret of the test's");
        }
    }

    @Inject TestPeople people;

    @ConfigProperty(name = "ratoon.openid.issuer")
    URI issuer;

    @Test
    void all_else_works_meanwhile_and_so_does_the_provider_once_it_is_there() {
        var browser = new Browser(people.base());
        URI button = people.base().resolve("/auth/oidc");
        var refused = browser.get(button);
        assertEquals(401, refused.statusCode(), refused::body);
        assertEquals(
                "application/problem+json",
                refused.headers().firstValue("Content-Type").orElse(""));
        assertTrue(refused.body().contains("ratoon login"), refused::body);
        assertEquals(200, people.owner().get("/api/session").status());

        var late = new HostileProvider(issuer.getPort());
        late.start();
        try {
            assertEquals(302, browser.get(button).statusCode());
        } finally {
            late.stop();
        }
    }
}
