package dev.ratoon.controlplane.githosts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.operations.AllLogged;
import dev.ratoon.controlplane.pulls.Bare;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gives logins, good and bad, with all logging on, and looks for them in what was logged. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(ForgeResource.class)
@SuppressWarnings("NullAway.Init")
class LogsKeepNoLoginIT {
    private Path repositories;
    private String host;

    @Inject TestPeople people;

    @Test
    void no_secret_is_ever_logged_and_who_gave_one_is() throws Exception {
        Bare.in(repositories.resolve("team/logged.git"));
        var person = people.invited("member");
        List<String> lines = AllLogged.during(() -> use(person.api()));
        String packed =
                Base64.getEncoder()
                        .encodeToString(("ada:" + Forge.ADA).getBytes(StandardCharsets.UTF_8));
        for (String secret : List.of("geheim", packed)) {
            assertEquals(0, lines.stream().filter(line -> line.contains(secret)).count());
        }
        String given = person.name() + " has given a login for " + host;
        assertEquals(1, lines.stream().filter(line -> line.contains(given)).count());
    }

    private void use(Api api) {
        String repository = "https://" + host + "/team/logged.git";
        give(api, repository, Forge.ADA);
        give(api, repository, Forge.BOB);
        give(api, repository, Forge.ADA + " more");
        give(api, "https://" + host + "/moved/logged.git", Forge.ADA);
        give(api, "https://ada:geheim@" + host + "/team/logged.git", Forge.ADA);
        give(api, "https://127.0.0.1/team/logged.git", Forge.ADA);
        api.put("/api/git-hosts", Map.of("secrets", Forge.ADA));
        api.get("/api/git-hosts");
        api.delete("/api/git-hosts/" + host);
    }

    private static void give(Api api, String repository, String secret) {
        api.put(
                "/api/git-hosts",
                Map.of("repository", repository, "user", "ada", "secret", secret));
    }
}
