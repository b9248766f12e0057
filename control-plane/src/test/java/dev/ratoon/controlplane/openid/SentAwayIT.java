package dev.ratoon.controlplane.openid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Where the operator says that the provider is, somebody names another address. */
@QuarkusTest
@TestProfile(HostileProviderIT.WithProvider.class)
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(
        value = HostileProvider.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "away", value = ""))
class SentAwayIT {
    @Inject TestPeople people;

    @Test
    void what_stands_elsewhere_is_no_provider_of_ours() {
        var answer = new Browser(people.base()).get(people.base().resolve("/auth/oidc"));
        assertEquals(401, answer.statusCode(), answer::toString);
    }
}
