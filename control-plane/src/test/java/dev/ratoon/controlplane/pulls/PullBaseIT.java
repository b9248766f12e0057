package dev.ratoon.controlplane.pulls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which branch a pull request is for, and what that branch was when the agent began. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = HubResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init")
class PullBaseIT {
    /** Of the hub, as it says itself. */
    private @Nullable Path repositories;

    private BinaryOperator<String> api;
    private String hub;

    @Inject TestPeople people;
    private PullDesk desk;

    @BeforeEach
    void aRepositoryOfHers() throws Exception {
        Assumptions.assumeTrue(repositories != null, "emulate needs npm, on Linux and amd64");
        desk = new PullDesk(people.owner(), repositories, hub, api);
    }

    @AfterEach
    void delete() {
        if (desk != null) {
            desk.close();
        }
    }

    @Test
    void it_is_for_the_branch_that_was_asked_for_and_ready_when_nobody_wants_a_draft()
            throws Exception {
        String agent = desk.started("echo a > a");
        desk.upstream.commit("next", "newer", "x\n");
        desk.published(agent, Map.of("base", "next"));
        JsonNode pull = desk.pulls().path(0);
        assertEquals("next", pull.at("/base/ref").asText(), pull::toString);
        assertFalse(pull.path("draft").asBoolean(true), pull::toString);
        String branch = desk.branch(agent);
        assertEquals("1", desk.upstream.git("rev-list", "--count", "next.." + branch));
        assertEquals("next", desk.fleet().agent(agent).at("/pull/base").asText());
    }

    @Test
    void what_upstream_took_back_since_it_began_comes_again_only_with_a_yes() throws Exception {
        desk.upstream.commit("main", "secret", "x\n");
        String agent = desk.started("echo a > a");
        String dropped = desk.upstream.git("rev-parse", "main");
        desk.upstream.git("update-ref", "refs/heads/main", "main~1");
        JsonNode warning = desk.proposal(agent).at("/warnings/0");
        String id = "taken-back:1:" + dropped.substring(0, 12);
        assertEquals(id, warning.path("id").asText(), warning::toString);
        PullDesk.assertProblem(
                409, "warnings-not-accepted", desk.publish(desk.ada, agent, Map.of()));
        assertEquals("refs/heads/main", desk.upstream.refs());
        JsonNode reviewed = desk.ada.get("/api/agents/" + agent + "/changes").body().path("files");
        assertEquals(1, reviewed.size(), () -> "what was taken back is not its work: " + reviewed);
        assertEquals("a", reviewed.at("/0/path").asText(), reviewed::toString);

        desk.published(agent, Map.of("together", "rebase"));
        String branch = desk.branch(agent);
        assertEquals("README\na", desk.upstream.git("ls-tree", "--name-only", branch));
        assertEquals("1", desk.upstream.git("rev-list", "--count", "main.." + branch));
        assertTrue(
                desk.upstream.git(List.of("branch", "--contains", dropped)).isBlank(),
                "nothing leads to it");
    }
}
