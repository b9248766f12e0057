package dev.ratoon.controlplane.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From nothing to an agent, from many to the one that is looked for, and what its views offer. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DashboardIT {
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private static Chromium chromium;

    @Inject TestPeople people;
    @TempDir Path directory;

    private Api api;
    private Fleet fleet;
    private Tab tab;
    private Page page;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
    }

    @AfterAll
    static void end() {
        chromium.close();
    }

    @BeforeEach
    void open() throws Exception {
        api = people.owner();
        fleet = new Fleet(api, GitRepository.in(directory));
        tab = chromium.tab();
        page = tab.page();
    }

    @AfterEach
    void nothingToComplainOf() {
        List<String> complaints = tab.complaints();
        tab.close();
        api.get("/api/agents")
                .body()
                .path("agents")
                .forEach(agent -> api.delete("/api/agents/" + agent.path("id").asText()));
        assertEquals(List.of(), complaints);
    }

    @Test
    void the_first_agent_is_at_most_three_clicks_away() {
        page.addInitScript(
                "addEventListener('click', () => sessionStorage.clicks = 1 +"
                        + " Number(sessionStorage.clicks ?? 0), true)");
        tab.signIn(people.ownerLink());
        tab.says("Start your first agent");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("New agent")).click();
        assertThat(page.locator("#new-repository")).isFocused();
        page.keyboard().type(fleet.repository().folder().toString());
        page.locator("#new-prompt").click();
        page.keyboard().type("echo hello");
        tab.button("Start").click();
        tab.says("echo hello");
        assertEquals("3", page.evaluate("sessionStorage.clicks"));
    }

    @Tag("long")
    @Test
    void of_a_thousand_the_one_is_found_by_words_and_by_each_choice() {
        page.route("**/api/stream*", route -> route.fulfill(ThousandAgents.answer()));
        tab.signIn(people.ownerLink());
        Locator rows = page.locator("li.row[data-agent]");
        assertThat(rows).hasCount(ThousandAgents.MANY);
        page.keyboard().press("/");
        assertThat(page.locator("#search")).isFocused();
        page.keyboard().type("papercut 77");
        assertThat(rows).hasCount(19);
        page.getByLabel("State").selectOption("failed");
        assertThat(rows).hasCount(2);
        page.locator("#search").fill("");
        assertThat(rows).hasCount(ThousandAgents.MANY / 5);
        assertThat(page.locator("section.group")).hasCount(1);
        tab.button("Show all").click();
        assertThat(rows).hasCount(ThousandAgents.MANY);
        page.locator("#search").fill("nobody has this");
        assertThat(page.getByText("No agent fits “nobody has this”")).isVisible();
        page.locator("#search").fill("");
        for (var choice :
                List.of(
                        new Choice("Owner", "ada", 334),
                        new Choice("Repository", "https://github.com/acme/shop", 250),
                        new Choice("Harness", "codex", 428))) {
            page.getByLabel(choice.label()).selectOption(choice.value());
            assertThat(rows).hasCount(choice.fit());
            tab.button("Show all").click();
            assertThat(rows).hasCount(ThousandAgents.MANY);
        }
        page.getByLabel("State").selectOption("failed");
        page.getByLabel("Owner").selectOption("ada");
        page.getByLabel("Repository").selectOption("https://github.com/acme/shop");
        page.getByLabel("Harness").selectOption("codex");
        assertThat(rows).hasCount(7);
    }

    private record Choice(String label, String value, int fit) {}

    @Test
    void a_row_says_what_it_does_since_when_what_it_changed_and_what_it_spent() {
        page.route("**/api/stream*", route -> route.fulfill(ThousandAgents.answer()));
        tab.signIn(people.ownerLink());
        Locator row = page.locator("li.row[data-agent=agent-41]");
        row.scrollIntoViewIfNeeded();
        assertThat(row.locator(".title")).hasText("Mend papercut 41 of the settings page");
        assertThat(row.locator(".doing")).hasText("works on turn 2");
        assertThat(row.locator("time")).hasText(Pattern.compile("\\d+ days"));
        assertThat(row.locator(".facts")).containsText("acme/payments · ratoon/mend-41 · codex");
        assertThat(row.locator(".figure").first())
                .hasText("3 files changed, 41 lines added, 7 removed+41 −7");
        assertThat(row.locator(".figure").last()).hasText("spent 42k tokens, $0.12");
        for (String seen : List.of(".doing", "time", ".plus", ".minus")) {
            assertThat(row.locator(seen)).isVisible();
        }
    }

    @Tag("long")
    @Test
    void its_mode_is_changed_its_lines_stand_one_below_or_beside_the_other_and_its_log_is_taken()
            throws Exception {
        String agent = fleet.start("auto", "echo more >>README");
        fleet.awaitTurn(agent, 1);
        String path = people.base() + "/agents/" + fleet.agent(agent).path("name").asText();
        tab.signIn(people.ownerLink());
        page.navigate(path);
        page.getByLabel("Mode").selectOption("plan");
        Eventually.get("the mode", () -> fleet.agent(agent).path("mode").asText(), "plan"::equals);
        assertThat(page.getByLabel("Mode")).hasValue("plan");

        page.navigate(path + "/changes");
        assertThat(page.locator(".line.added").first()).isVisible(LONG);
        page.getByLabel("Side by side").check();
        assertThat(page.locator(".diff.sides .pair").first()).isVisible();
        page.getByLabel("Side by side").uncheck();
        assertThat(page.locator(".diff.sides")).hasCount(0);
        assertThat(page.locator(".diff .line.added").first()).isVisible();

        page.navigate(path + "/log");
        assertThat(page.locator(".log .number").first()).isVisible();
        Download download = page.waitForDownload(() -> tab.button("Download as JSONL").click());
        List<String> lines = Files.readAllLines(download.path());
        assertTrue(lines.size() >= fleet.events(agent).size() - 1, lines::toString);
        assertTrue(lines.getFirst().contains("\"agent.created\""), lines.getFirst());
    }
}
