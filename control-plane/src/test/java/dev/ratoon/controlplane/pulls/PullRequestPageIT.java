package dev.ratoon.controlplane.pulls;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pull request made in a real browser; what came of it is read upstream with git. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = HubResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init")
class PullRequestPageIT {
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private static final LocatorAssertions.HasTextOptions TEXT =
            new LocatorAssertions.HasTextOptions().setTimeout(60_000);

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
    void what_the_page_shows_is_what_stands_upstream_then() throws Exception {
        String agent = desk.started("echo more >> README; echo new > new.txt");
        try (var chromium = new Chromium();
                Tab tab = chromium.tab()) {
            tab.signIn(people.ownerLink());
            String name = desk.fleet().agent(agent).path("name").asText();
            tab.page().navigate(people.base() + "/agents/" + name + "/changes");
            tab.button("Create a PR").click();
            assertThat(tab.page().getByText("that are not committed: README, new.txt"))
                    .isVisible(LONG);
            tab.page().getByLabel("Title").fill("Say more");
            tab.page().getByLabel("Description").fill("It said too little.");
            tab.button("Publish").click();
            Locator pull = tab.page().getByText("Pull request #1").first();
            assertThat(pull).isVisible(LONG);
            assertEquals(List.of(), tab.complaints());
        }

        String branch = desk.branch(agent);
        assertEquals("refs/heads/main\nrefs/heads/" + branch, desk.upstream.refs());
        assertEquals(
                "Ada Byron <ada@byron.example> Say more",
                desk.upstream.git("log", "-1", "--format=%an <%ae> %s", branch));
        assertEquals("new", desk.upstream.git("show", branch + ":new.txt"));
        assertTrue(desk.upstream.git("show", branch + ":README").endsWith("more"));
        assertEquals(
                "1", desk.upstream.git("rev-list", "--count", "main.." + branch), "one commit");
        var published = desk.fleet().agent(agent).path("published");
        assertEquals(desk.upstream.git("rev-parse", branch), published.path("commit").asText());
        var asked = desk.pulls().path(0);
        assertEquals("Say more", asked.path("title").asText());
        assertEquals(branch, asked.path("head").path("ref").asText());
    }

    /** Nothing of it is published before each warning has its yes, and what is not chosen stays. */
    @Tag("long")
    @Test
    void a_warning_wants_a_yes_and_what_is_not_committed_may_stay_and_it_may_be_a_draft()
            throws Exception {
        String agent =
                desk.started(
                        "mkdir -p .github/workflows; echo 'on: push' > .github/workflows/ci.yml;"
                                + " git add -A; git -c user.name=H -c user.email=h@example.invalid"
                                + " commit -qm 'Say when'; echo loose > loose.txt; echo it > it.txt");
        try (var chromium = new Chromium();
                Tab tab = chromium.tab()) {
            tab.signIn(people.ownerLink());
            open(tab, desk.ada, agent);
            Locator warning = tab.page().getByLabel(".github/workflows/ci.yml is run by the host");
            assertThat(tab.button("Publish")).isDisabled();
            assertThat(tab.page().locator(".sheet")).containsText("1 warning");
            assertThat(tab.page().locator(".sheet")).containsText("Say when");
            tab.page().getByText("Choose each by itself").click();
            assertLegible(tab);
            try (Tab phone = chromium.phone()) {
                phone.signIn(people.ownerLink());
                open(phone, desk.ada, agent);
                phone.page().getByText("Choose each by itself").click();
                assertLegible(phone);
            }
            warning.check();
            assertThat(tab.button("Publish")).isEnabled();
            warning.uncheck();
            assertThat(tab.button("Publish")).isDisabled();
            warning.check();
            tab.page().getByLabel("loose.txt added").uncheck();
            assertThat(tab.page().locator(".sheet"))
                    .containsText("With 1 of 2 files that are not committed: it.txt");
            tab.page().getByLabel("As a draft").check();
            tab.button("Publish").click();
            assertThat(tab.page().getByText("Pull request #1").first()).isVisible(LONG);
            tab.page().locator(".sheet").getByText("Close").click();
            assertThat(tab.page().locator(".sheet")).hasCount(0);
            assertThat(tab.page().locator(".agent-head")).containsText("draft");
            assertEquals(List.of(), tab.complaints());
        }
        String branch = desk.branch(agent);
        assertEquals(
                ".github/workflows/ci.yml\nREADME\nit.txt",
                desk.upstream.git("ls-tree", "-r", "--name-only", branch));
        assertTrue(desk.pulls().path(0).path("draft").asBoolean());
    }

    @Tag("long")
    @Test
    void what_people_made_of_an_open_one_stays_when_more_is_published() throws Exception {
        String agent = desk.started("echo a > a");
        int number =
                desk.published(agent, Map.of("draft", true, "title", "Add a"))
                        .at("/pull/number")
                        .asInt();
        String pull = "/repos/" + desk.name + "/pulls/" + number;
        desk.atHub("PATCH " + pull, "{\"title\":\"Theirs\",\"body\":\"Read this first.\"}");
        desk.say(agent, "echo b > b", 2);
        try (var chromium = new Chromium();
                Tab tab = chromium.tab()) {
            tab.signIn(people.ownerLink());
            String name = desk.fleet().agent(agent).path("name").asText();
            tab.page().navigate(people.base() + "/agents/" + name + "/changes");
            tab.button("Publish what is new").click();
            assertThat(tab.page().locator("#pull-title"))
                    .hasText("Publish to pull request #" + number, TEXT);
            assertThat(tab.page().getByLabel("As a draft")).isChecked();
            assertThat(tab.page().getByLabel("Title")).hasValue("");
            assertLegible(tab);
            tab.button("Publish").click();
            assertThat(tab.page().getByText("is up to date.")).isVisible(LONG);
            assertEquals(List.of(), tab.complaints());
        }
        var there = desk.atHub("GET " + pull, "");
        assertEquals("Theirs", there.path("title").asText());
        assertTrue(there.path("body").asText().contains("Read this first."), there::toString);
        assertTrue(there.path("draft").asBoolean(), there::toString);
        assertEquals("b", desk.upstream.git("show", desk.branch(agent) + ":b"));
    }

    @Tag("long")
    @Test
    void what_others_did_meanwhile_is_taken_in_or_the_agent_is_asked_to_bring_it_together()
            throws Exception {
        String merges = desk.started("echo a > a");
        String conflicts = desk.started("echo mine > README");
        desk.upstream.commit("main", "README", "theirs\n");
        try (var chromium = new Chromium();
                Tab tab = chromium.phone()) {
            tab.signIn(people.ownerLink());
            open(tab, desk.ada, conflicts);
            Locator sheet = tab.page().locator(".sheet");
            assertThat(sheet).containsText("It will not merge as it is: README");
            assertLegible(tab);
            tab.button("Have the agent bring them together").click();
            assertThat(sheet).containsText("Asked.");
            assertTrue(
                    desk.fleet().events(conflicts).toString().contains("Fetch main from origin"));

            open(tab, desk.ada, merges);
            assertThat(sheet).containsText("main has 1 commit that it does not have. It merges");
            tab.page().getByLabel("Publish it").selectOption("rebased onto main");
            assertLegible(tab);
            tab.button("Publish").click();
            assertThat(tab.page().getByText("Pull request #1").first()).isVisible(LONG);
            assertEquals(List.of(), tab.complaints());
        }
        String branch = desk.branch(merges);
        assertEquals(
                desk.upstream.git("rev-parse", "main"),
                desk.upstream.git("rev-parse", branch + "~1"),
                "one commit after theirs");
        assertEquals("a", desk.upstream.git("show", branch + ":a"));
    }

    @Test
    void it_goes_into_another_branch_that_is_looked_at_first_with_labels() throws Exception {
        String agent = desk.started("echo a > a");
        desk.upstream.commit("next", "newer", "x\n");
        try (var chromium = new Chromium();
                Tab tab = chromium.phone()) {
            tab.signIn(people.ownerLink());
            open(tab, desk.ada, agent);
            Locator sheet = tab.page().locator(".sheet");
            Locator into =
                    tab.page().getByLabel("Into", new Page.GetByLabelOptions().setExact(true));
            into.click();
            tab.page()
                    .getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("next"))
                    .click();
            assertThat(tab.button("Publish")).isDisabled();
            assertLegible(tab);
            tab.button("Look at it there").click();
            assertThat(sheet).containsText("onto next");
            assertThat(sheet).containsText("next has 1 commit that it does not have");
            tab.page().getByLabel("Labels").fill("bug, second look");
            tab.button("Publish").click();
            assertThat(tab.page().getByText("Pull request #1").first()).isVisible(LONG);
            assertEquals(List.of(), tab.complaints());
        }
        var pull = desk.pulls().path(0);
        assertEquals("next", pull.at("/base/ref").asText(), pull::toString);
        assertEquals(List.of("bug", "second look"), pull.at("/labels").findValuesAsText("name"));
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void who_may_not_push_is_led_to_a_fork_by_one_press(boolean onAPhone) throws Exception {
        Api bob = people.invited("member").api();
        assertEquals(200, bob.put("/api/github", Map.of("token", Hub.BOB)).status());
        String agent = desk.started(bob, desk.address, "echo a > a", Map.of("title", "Add a"));
        try (var chromium = new Chromium();
                Tab tab = onAPhone ? chromium.phone() : chromium.tab()) {
            tab.signIn(bob.post("/api/login-links", Map.of()).text("link"));
            open(tab, bob, agent);
            assertThat(tab.page().locator(".sheet")).containsText("into a fork of yours");
            assertThat(tab.button("Publish")).hasCount(0);
            assertThat(tab.page().getByLabel("Title")).hasValue("Add a");
            assertLegible(tab);
            tab.button("Publish through a fork of mine").click();
            assertThat(tab.page().getByText("Pull request #1").first()).isVisible(LONG);
            assertLegible(tab);
            assertEquals(List.of(), tab.complaints());
        }
        String branch = PullDesk.fleet(bob).agent(agent).path("branch").asText();
        var fork = new Bare(repositories.resolve("bob/" + desk.name.substring(4) + ".git"));
        assertEquals("a", fork.git("show", branch + ":a"));
        assertEquals("Bob Add a", fork.git("log", "-1", "--format=%an %s", branch));
        assertEquals("refs/heads/main", desk.upstream.refs(), "nothing of it is pushed there");
        assertEquals("bob:" + branch, desk.pulls().path(0).path("head").path("label").asText());
        bob.delete("/api/agents/" + agent);
    }

    /** Not with a token that the host does not take, and what is forgotten is asked for twice. */
    @Tag("long")
    @Test
    void an_account_is_connected_by_its_token_and_forgotten_on_the_page() {
        try (var chromium = new Chromium();
                Tab tab = chromium.phone()) {
            tab.signIn(people.ownerLink());
            tab.page().navigate(people.base() + "/settings/github");
            Locator connected = tab.page().locator("main").getByText("Connected as ada");
            assertThat(connected).isVisible(LONG);
            tab.button("Disconnect").click();
            assertTrue(desk.ada.get("/api/github").body().path("connected").asBoolean());
            tab.button("Forget the token").click();
            assertThat(tab.page().locator("main")).containsText("Not connected.");
            assertFalse(desk.ada.get("/api/github").body().path("connected").asBoolean());

            tab.page().getByLabel("Token").fill("ghp_of_nobody");
            tab.button("Connect").click();
            assertThat(tab.page().getByRole(AriaRole.ALERT)).isVisible(LONG);
            assertFalse(desk.ada.get("/api/github").body().path("connected").asBoolean());
            assertLegible(tab);
            tab.page().getByLabel("Token").fill(Hub.ADA);
            tab.button("Connect").click();
            assertThat(connected).isVisible(LONG);
            assertThat(tab.page().getByLabel("Another token")).hasValue("");
            assertThat(tab.page().locator("main")).containsText("answers left until ");
            assertTrue(desk.ada.get("/api/github").body().path("connected").asBoolean());
            assertLegible(tab);
            assertEquals(List.of(), tab.complaints());
        }
    }

    /** What would be published of it, before it is. */
    private void open(Tab tab, Api who, String agent) {
        String name = PullDesk.fleet(who).agent(agent).path("name").asText();
        tab.page().navigate(people.base() + "/agents/" + name + "/changes");
        tab.button("Create a PR").click();
        assertThat(tab.page().locator("#pull-title")).isVisible(LONG);
    }

    private static void assertLegible(Tab tab) {
        assertEquals("", tab.accessibilityFaults());
        assertEquals(0, tab.pixelsBeyondTheEdge());
    }
}
