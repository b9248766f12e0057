package dev.ratoon.controlplane.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent's life in a real browser, on real sandboxes: started, watched, answered, reviewed. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class WebAppIT {
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private static final LocatorAssertions.ContainsTextOptions LONG_TEXT =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    private static Chromium chromium;

    @Inject TestPeople people;
    @TempDir Path directory;

    private Tab desk;
    private String repository = "";

    @BeforeAll
    static void start() {
        chromium = new Chromium();
    }

    @AfterAll
    static void end() {
        chromium.close();
    }

    @BeforeEach
    void signIn() throws Exception {
        repository = GitRepository.in(directory).folder().toString();
        desk = chromium.tab();
        desk.signIn(people.ownerLink());
    }

    /** No error on the console, and nothing that the page's own policy forbids. */
    @AfterEach
    void nothingToComplainOf() {
        List<String> complaints = desk.complaints();
        desk.close();
        Api owner = people.owner();
        owner.get("/api/agents")
                .body()
                .path("agents")
                .forEach(agent -> owner.delete("/api/agents/" + agent.path("id").asText()));
        assertEquals(List.of(), complaints);
    }

    @Test
    void from_a_prompt_through_a_phones_yes_to_a_diff_a_deletion_and_its_undoing() {
        startHere("Normal: asks before it acts", "echo hello >>README\nsleep 600");
        Locator asked = desk.button("Allow once");
        assertThat(asked).isVisible(LONG);

        try (Tab phone = chromium.tab(Chromium.PHONE, ColorScheme.DARK)) {
            phone.signIn(people.ownerLink());
            assertThat(phone.page().getByText("sh -c 'echo hello >>README'")).isVisible(LONG);
            phone.button("Allow once").click();
            assertThat(desk.page().getByText("root allowed")).isVisible(LONG);
            assertThat(phone.page().getByText("sh -c 'sleep 600'")).isVisible(LONG);
            phone.button("Allow once").click();
            assertEquals(List.of(), phone.complaints());
        }

        desk.page().getByLabel("Message to the agent").fill("echo second");
        desk.button("Send").click();
        assertThat(desk.page().getByText("Waits for its turn")).isVisible();
        desk.button("Stop").click();
        assertThat(ended()).containsText("Stopped", LONG_TEXT);
        assertThat(desk.page().getByText("sh -c 'echo second'")).isVisible(LONG);
        desk.button("Deny with a message").click();
        desk.page().getByLabel("What should it do instead?").fill("echo third");
        desk.button("Deny").click();
        assertThat(desk.page().getByText("“echo third”")).isVisible(LONG);
        assertThat(desk.page().getByText("sh -c 'echo third'")).isVisible(LONG);
        desk.button("Allow once").click();

        desk.page().getByRole(AriaRole.LINK, named("Changes")).click();
        Locator added = desk.page().locator(".line.added");
        assertThat(added).containsText("hello", LONG_TEXT);
        desk.page().getByLabel("Side by side").setChecked(false);
        desk.page().locator(".line.added button").click();
        desk.page().getByLabel("Comment on line").last().fill("say it louder");
        desk.button("Add").click();
        desk.button("Send to the agent").click();
        desk.page().getByRole(AriaRole.LINK, named("Work")).click();
        assertThat(desk.page().getByText("say it louder")).isVisible(LONG);

        desk.button("Delete").click();
        desk.says("Start your first agent");
        desk.page().locator("details.deleted summary").click();
        desk.page().locator("details.deleted button").first().click();
        desk.says("Agents");
    }

    @Tag("long")
    @Test
    void an_agent_is_muted_paused_deleted_and_taken_back_from_its_row_by_the_keyboard_alone() {
        startHere("Normal: asks before it acts", "echo more >>README");
        desk.button("Allow once").click(new Locator.ClickOptions().setTimeout(60_000));
        assertThat(ended()).containsText("Finished.", LONG_TEXT);
        desk.page().getByRole(AriaRole.LINK, named("Agents")).click();
        Locator row = desk.page().locator("li.row[data-agent]");
        assertThat(row.locator(".plus")).containsText("+1", LONG_TEXT);
        assertThat(row.locator(".minus")).containsText("0");
        act("Mute");
        assertThat(desk.page().locator("[data-group=muted] li.row")).isVisible(LONG);
        act("Unmute");
        assertThat(desk.page().locator("[data-group=finished] li.row")).isVisible(LONG);
        act("Pause");
        assertThat(desk.page().locator("[data-group=paused] li.row")).isVisible(LONG);
        act("Delete");
        assertThat(desk.button("Undo")).isFocused();
        desk.page().keyboard().press("Enter");
        assertThat(row).isVisible(LONG);
        act("Delete");
        desk.button("Close").click();
        assertThat(desk.button("Undo")).hasCount(0);
    }

    /** By the menu of the one row there is. */
    private void act(String what) {
        desk.page().locator("li.row[data-agent] .more").press("Enter");
        var item = desk.page().locator("[role=menuitem]:focus");
        for (int steps = 0; !item.innerText().equals(what); steps++) {
            assertTrue(steps < 5, () -> "there is no " + what);
            desk.page().keyboard().press("ArrowDown");
        }
        desk.page().keyboard().press("Enter");
        assertThat(desk.page().getByRole(AriaRole.MENU)).hasCount(0);
    }

    @Tag("long")
    @Test
    void a_cut_connection_and_a_reload_miss_nothing_and_show_nothing_twice() {
        startHere("Auto: goes ahead", "for i in $(seq 20); do echo line-$i; sleep 0.3; done");
        Locator tool = desk.page().locator("details.tool");
        assertThat(tool).isVisible(LONG);
        desk.online(false);
        assertThat(desk.page().getByText("Ratoon does not answer")).isVisible(LONG);
        desk.online(true);
        assertThat(ended()).containsText("Finished.", LONG_TEXT);
        tool.locator("summary").click();
        String shown = tool.locator("section").last().innerText();
        assertEquals(20, shown.lines().filter(line -> line.startsWith("line-")).distinct().count());
        assertEquals(20, shown.lines().filter(line -> line.startsWith("line-")).count());

        desk.page().reload();
        assertThat(ended()).containsText("Finished.", LONG_TEXT);
        assertThat(desk.page().locator("details.tool")).hasCount(1);
        assertThat(desk.page().locator("article.bubble")).hasCount(1);
    }

    @Test
    void what_a_harness_says_stays_text_whatever_it_says() {
        String hostile =
                "printf '<img src=x onerror=alert(1)>\\n\\033[2J\\033]0;owned\\007<script>alert(2)</script>\\n'";
        startHere("Auto: goes ahead", hostile);
        assertThat(ended()).containsText("Finished.", LONG_TEXT);
        Locator tool = desk.page().locator("details.tool");
        tool.locator("summary").click();
        assertThat(tool.locator("section").last()).containsText("<img src=x onerror=alert(1)>");
        assertThat(tool.locator("section").last()).containsText("<script>alert(2)</script>");
        assertThat(desk.page().locator("img[src=x]")).hasCount(0);
        assertTrue(!tool.innerText().contains("\u001b"), "a terminal's order is shown");
    }

    @Tag("long")
    @Test
    void every_page_of_an_agent_is_legible_on_every_screen() {
        startHere("Normal: asks before it acts", "echo hello");
        assertThat(desk.button("Allow once")).isVisible(LONG);
        String at = desk.page().url();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (var size : List.of(Chromium.DESKTOP, Chromium.PHONE)) {
                try (Tab tab = chromium.tab(size, scheme)) {
                    tab.signIn(people.ownerLink());
                    for (String page :
                            List.of(
                                    people.base() + "/",
                                    people.base() + "/new",
                                    at,
                                    at + "/changes",
                                    at + "/log",
                                    at + "/settings")) {
                        tab.page().navigate(page);
                        tab.page().locator("main h1").waitFor();
                        tab.settled();
                        String where = page + " " + scheme + " " + size;
                        assertEquals("", tab.accessibilityFaults(), where);
                        assertEquals(0, tab.pixelsBeyondTheEdge(), where);
                        assertEquals(List.of(), Spaced.faults(tab), where);
                    }
                }
            }
        }
    }

    private void startHere(String mode, String prompt) {
        desk.page().getByRole(AriaRole.LINK, named("New agent")).waitFor();
        desk.page().keyboard().press("n");
        desk.says("New agent");
        desk.page().getByLabel("Repository").fill(repository);
        desk.page().getByLabel("What is to be done?").fill(prompt);
        desk.page().locator("#new-mode").selectOption(mode);
        desk.page().keyboard().press("Control+Enter");
        assertThat(desk.page().locator("article.bubble")).isVisible(LONG);
    }

    /** How the newest turn has ended. */
    private Locator ended() {
        return desk.page().locator("li[data-kind=end]").last();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
