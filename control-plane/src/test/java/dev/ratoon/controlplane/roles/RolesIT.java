package dev.ratoon.controlplane.roles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.OwnerTokens;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A process that reconciles and serves no API. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(RolesIT.ReconcilerOnly.class)
class RolesIT {
    public static class ReconcilerOnly implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ratoon.roles", "reconciler");
        }
    }

    @Inject OwnerTokens owner;
    @Inject TestPeople people;

    @Test
    void without_the_role_api_the_api_is_refused_and_says_who_to_ask() {
        Api signedIn = people.nobody().bearer(owner.mint("a process without the API").value());
        Api.Answer answer = signedIn.get("/api/status");
        assertEquals(404, answer.status());
        assertTrue(answer.text("detail").contains("Its roles: reconciler."), answer.text("detail"));
    }

    @Test
    void health_is_served_in_every_role() {
        assertEquals(200, people.nobody().get("/health").status());
    }
}
