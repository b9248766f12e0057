package dev.ratoon.controlplane.pulls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
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
    private BiConsumer<String, Map<String, String>> instead;
    private List<String> seen;
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

    @Tag("long")
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

        desk.upstream.commit("next", "newest", "x\n");
        desk.say(agent, "echo b > b", 2);
        JsonNode shown = desk.proposal(agent);
        assertEquals("next", shown.path("onto").asText(), shown::toString);
        assertEquals(2, shown.at("/standing/behind").asInt(), shown::toString);
        desk.published(agent, Map.of("together", "merge"));
        assertEquals(
                "2", desk.upstream.git("rev-list", "--count", "--no-merges", "next.." + branch));
        assertEquals("0", desk.upstream.git("rev-list", "--count", branch + "..next"), "it is in");
    }

    /** What is chosen from: git looks only where the API does not answer. */
    @Test
    void branches_are_told_by_the_api_and_by_git_where_that_tells_none() throws Exception {
        desk.upstream.commit("next", "newer", "x\n");
        seen.clear();
        instead.accept("GET /repos/.*", Map.of("Status", "502"));
        try {
            assertEquals(List.of("main", "next"), branches());
        } finally {
            instead.accept("(?!)", Map.of());
        }
        assertTrue(seen.contains("ada git-upload-pack"), seen::toString);
        seen.clear();
        assertEquals(List.of("main", "next"), branches());
        assertEquals(List.of(), seen);
    }

    private List<String> branches() {
        String where = URLEncoder.encode(desk.address, StandardCharsets.UTF_8);
        Api.Answer answer = desk.ada.get("/api/branches?repository=" + where);
        assertEquals(200, answer.status(), answer.raw()::body);
        assertTrue(answer.body().at("/branches/0/isDefault").asBoolean(), answer.raw()::body);
        return answer.body().path("branches").findValuesAsText("name");
    }

    @Tag("long")
    @Test
    void one_that_is_open_is_made_ready_for_another_branch_with_a_label_and_a_draft_again()
            throws Exception {
        String agent = desk.started("echo a > a");
        JsonNode first = desk.published(agent, Map.of("draft", true));
        int number = first.at("/pull/number").asInt();
        assertEquals("a draft into main, labelled []", standing(number));
        desk.upstream.commit("next", "newer", "x\n");
        String bases = desk.upstream.git("rev-parse", "main", "next");
        desk.say(agent, "echo b > b", 2);
        Map<String, ?> otherwise =
                Map.of(
                        "draft",
                        false,
                        "base",
                        "next",
                        "labels",
                        List.of("robot"),
                        "together",
                        "merge");
        JsonNode done = desk.published(agent, otherwise);
        assertEquals("[]", done.path("notes").toString(), done::toString);
        assertEquals("ready into next, labelled [robot]", standing(number));
        assertEquals(1, desk.pulls().size(), desk.pulls()::toString);
        JsonNode told = desk.fleet().agent(agent).path("pull");
        assertEquals("open", told.path("state").asText(), told::toString);
        assertEquals("next", told.path("base").asText(), told::toString);
        String branch = desk.branch(agent);
        assertEquals("README\na\nb\nnewer", desk.upstream.git("ls-tree", "--name-only", branch));
        assertEquals("a\nb", desk.upstream.git("diff", "--name-only", "next..." + branch));
        String published = first.path("commit").asText();
        assertEquals(published, desk.upstream.git("merge-base", published, branch));
        assertEquals(bases, desk.upstream.git("rev-parse", "main", "next"));

        desk.published(agent, Map.of("draft", true));
        assertEquals("a draft into next, labelled [robot]", standing(number));
        assertEquals("draft", desk.fleet().agent(agent).at("/pull/state").asText());
    }

    /** As the hub's API has it. */
    private String standing(int number) {
        JsonNode pull = desk.atHub("GET /repos/" + desk.name + "/pulls/" + number, "");
        return "%s into %s, labelled %s"
                .formatted(
                        pull.path("draft").asBoolean() ? "a draft" : "ready",
                        pull.at("/base/ref").asText(),
                        pull.path("labels").findValuesAsText("name"));
    }

    @Tag("long")
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

    @Tag("long")
    @Test
    void where_its_base_was_renamed_the_new_name_is_said_and_it_goes_there() throws Exception {
        String agent =
                desk.started(
                        desk.ada,
                        desk.address,
                        "echo a > a",
                        Map.of("title", "Fix <it>", "baseBranch", "main"));
        desk.upstream.git("branch", "-m", "main", "trunk");
        desk.upstream.commit("trunk", "newer", "x\n");
        JsonNode shown = desk.proposal(agent);
        assertEquals("main", shown.path("gone").asText(), shown::toString);
        assertEquals("trunk", shown.path("onto").asText(), shown::toString);
        assertEquals(1, shown.at("/standing/behind").asInt(), shown::toString);
        assertEquals(1, shown.path("changed").asInt(), shown::toString);

        Api.Answer refused = desk.publish(desk.ada, agent, Map.of("base", "main"));
        PullDesk.assertProblem(422, "invalid", refused);
        String words = refused.text("detail");
        assertTrue(words.contains("There is no branch 'main' upstream"), words);
        assertEquals("refs/heads/trunk", desk.upstream.refs());

        desk.published(agent, Map.of());
        assertIsFor("trunk", agent, "a");
    }

    /**
     * Those that are open GitHub makes for the new name:
     * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-branches-in-your-repository/renaming-a-branch
     */
    @Test
    void what_is_offered_already_goes_on_when_its_base_is_renamed() throws Exception {
        String agent = desk.started("echo a > a");
        int number = desk.published(agent, Map.of()).at("/pull/number").asInt();
        desk.upstream.git("branch", "-m", "main", "trunk");
        desk.atHub("PATCH /repos/" + desk.name + "/pulls/" + number, "{\"base\":\"trunk\"}");
        desk.say(agent, "echo b > b", 2);
        JsonNode shown = desk.proposal(agent);
        assertEquals("trunk", shown.path("onto").asText(), shown::toString);
        desk.published(agent, Map.of());
        assertIsFor("trunk", agent, "a\nb");
    }

    /** One pull request for that branch, with these files to it, and no third branch. */
    private void assertIsFor(String base, String agent, String files) throws Exception {
        JsonNode pulls = desk.pulls();
        assertEquals(1, pulls.size(), pulls::toString);
        assertEquals(base, pulls.at("/0/base/ref").asText(), pulls::toString);
        assertEquals(base, desk.fleet().agent(agent).at("/pull/base").asText());
        String branch = desk.branch(agent);
        assertEquals("refs/heads/" + branch + "\nrefs/heads/" + base, desk.upstream.refs());
        assertEquals(files, desk.upstream.git("diff", "--name-only", base + "..." + branch));
    }
}
