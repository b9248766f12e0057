package dev.ratoon.controlplane.repositories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator's settings say that no agent may push, with a real sandbox and git. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(OperatorPushRulesIT.Strict.class)
class OperatorPushRulesIT {
    private static final String COMMIT =
            "git add -A && git -c user.name=H -c user.email=h@example.invalid commit -qm work";
    private static final String PUSH = COMMIT + "\ngit push origin HEAD 2>&1; true\n";
    private static final String BACK = "git reset -q --hard HEAD~1\n";

    public static class Strict implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "ratoon.repositories.refused-paths", "infra/,.github/workflows/**",
                    "ratoon.repositories.refuse-secrets", "true",
                    "ratoon.repositories.largest-push", "2M",
                    "ratoon.repositories.largest-file", "1M");
        }
    }

    @Inject TestPeople people;
    @TempDir Path directory;
    private Fleet fleet;
    private String agent = "";

    @BeforeEach
    void begin() throws Exception {
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
    }

    @AfterEach
    void delete() {
        fleet.api().delete("/api/agents/" + agent);
    }

    @Test
    void each_refuses_what_is_pushed_by_its_name_and_all_else_is_taken() throws Exception {
        agent =
                fleet.start(
                        "auto",
                        "mkdir infra && echo a > infra/a\n"
                                + PUSH
                                + BACK
                                + "printf 'glp%s' at-abcdefghijklmnopqrst > key\n"
                                + PUSH
                                + BACK
                                + "head -c 1500000 /dev/zero > zeros\n"
                                + PUSH
                                + BACK
                                + "for i in 1 2 3; do head -c 900000 /dev/urandom > r$i; done\n"
                                + PUSH
                                + BACK
                                + "echo more >> README\n"
                                + PUSH);
        fleet.awaitTurn(agent, 1);
        String said = fleet.printed(agent);
        assertTrue(said.contains("Refused by the rule paths"), said);
        assertTrue(said.contains("infra/ is for people to change"), said);
        assertTrue(said.contains("adds what looks like a GitLab token, in key, line 1"), said);
        assertTrue(said.contains(", and 1 MiB is the most"), said);
        assertTrue(said.contains("brings more than 2 MiB at once"), said);
        assertFalse(said.contains("a rule of the environment"), said);
        // What breaks one rule on one branch again is told to git, and not once more to the log.
        assertEquals(
                List.of("paths", "secrets", "size"),
                fleet.events(agent, "push.refused").stream()
                        .map(event -> event.path("payload").path("rule").asText())
                        .toList());
        assertEquals(1, fleet.events(agent, "branch.pushed").size(), said);
    }
}
