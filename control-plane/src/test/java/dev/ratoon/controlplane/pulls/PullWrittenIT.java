package dev.ratoon.controlplane.pulls;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.harnesses.ScriptedProvider;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.page.Chromium;
import dev.ratoon.controlplane.page.Tab;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a real harness writes of its work, to where people read it: the API, and the commit. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(ScriptedProvider.class)
@QuarkusTestResource(value = HubResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init")
class PullWrittenIT {
    private static final int LONG = 120_000;
    private static final LocatorAssertions.HasValueOptions VALUE =
            new LocatorAssertions.HasValueOptions().setTimeout(LONG);
    private static final LocatorAssertions.IsVisibleOptions VISIBLE =
            new LocatorAssertions.IsVisibleOptions().setTimeout(LONG);

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

    @Tag("long")
    @Test
    void what_the_harness_writes_on_the_page_is_the_pull_request_and_the_commit_upstream()
            throws Exception {
        String agent =
                desk.started(
                        desk.ada,
                        desk.address,
                        "scenario: leave-describe",
                        Map.of("harness", "opencode", "model", "here/m", "title", "Fix <it>"));
        String title = "Say more in the notes";
        String body = "They said too little: refers to #1, thanks @&#8203;ada.";
        try (var chromium = new Chromium();
                Tab tab = chromium.tab()) {
            tab.signIn(people.ownerLink());
            String name = desk.fleet().agent(agent).path("name").asText();
            tab.page().navigate(people.base() + "/agents/" + name + "/changes");
            tab.button("Create a PR").click();
            assertThat(tab.page().getByLabel("Title")).hasValue("Fix <it>", VALUE);
            tab.button("Write it from the work").click();
            assertThat(tab.page().getByLabel("Title")).hasValue(title, VALUE);
            assertThat(tab.page().getByLabel("Description")).hasValue(body);
            tab.button("Publish").click();
            assertThat(tab.page().getByText("Pull request #1").first()).isVisible(VISIBLE);
            assertEquals(List.of(), tab.complaints());
        }

        JsonNode pulls = desk.pulls();
        assertEquals(1, pulls.size(), pulls::toString);
        JsonNode pull = pulls.path(0);
        String branch = desk.branch(agent);
        assertEquals(branch, pull.at("/head/ref").asText(), pull::toString);
        assertEquals(title, pull.path("title").asText(), pull::toString);
        String words = pull.path("body").asText().replaceAll("<!-- ratoon:[^>]* -->", "");
        assertEquals(body, words.strip(), pull::toString);
        assertEquals(
                "Ada Byron <ada@byron.example> " + title,
                desk.upstream.git("log", "-1", "--format=%an <%ae> %s", branch));
        assertEquals("1", desk.upstream.git("rev-list", "--count", "main.." + branch));
        assertEquals("notes.txt", desk.upstream.git("diff", "--name-only", "main", branch));
        assertEquals("scenario: describe", desk.upstream.git("show", branch + ":notes.txt"));
        String published = desk.fleet().agent(agent).at("/published/commit").asText();
        assertEquals(published, desk.upstream.git("rev-parse", branch));
    }
}
