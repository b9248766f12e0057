package dev.ratoon.controlplane.github;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.operations.AllLogged;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Connects, searches and fails with all logging on, and looks for the token in what was logged. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = GitHubFake.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init")
class LogsKeepNoTokenIT {
    @Inject TestPeople people;

    @Test
    void no_token_is_ever_logged_and_who_connected_is() {
        var person = people.invited("member");
        List<String> lines = AllLogged.during(() -> use(person.api()));
        assertEquals(0, lines.stream().filter(line -> line.contains("geheim")).count());
        assertEquals(
                1,
                lines.stream()
                        .filter(line -> line.contains(person.name() + " has connected localhost"))
                        .count());
    }

    private static void use(Api api) {
        api.put("/api/github", Map.of("token", GitHubFake.REVOKED));
        api.put("/api/github", Map.of("token", GitHubFake.LIMITED));
        api.put("/api/github", Map.of("token", GitHubFake.GOOD));
        api.put("/api/github", Map.of("token", GitHubFake.GOOD + " more"));
        api.put("/api/github", Map.of("tokens", GitHubFake.GOOD));
        api.get("/api/github");
        api.get("/api/github/repositories");
        api.get("/api/github/branches?repository=acme/payments");
        api.delete("/api/github");
    }
}
