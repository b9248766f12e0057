package dev.ratoon.controlplane.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that is stopped, told otherwise, refused or failed, and what is pressed then. */
@Tag("long")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class GoingOnIT {
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private static final LocatorAssertions.ContainsTextOptions LONG_TEXT =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    private static final LocatorAssertions.HasCountOptions LONG_COUNT =
            new LocatorAssertions.HasCountOptions().setTimeout(60_000);

    /** Whether a button of this name can be seen, and nothing lies over it. */
    private static final String WITHIN_REACH =
            """
            (name) => [...document.querySelectorAll("button")].some((one) => {
              if (one.textContent !== name || one.disabled) return false;
              const { x, y, width, height } = one.getBoundingClientRect();
              return one.contains(document.elementFromPoint(x + width / 2, y + height / 2));
            })
            """;

    private static final String NAME =
            "(e) => (e.ariaLabel ?? e.labels?.[0]?.textContent ?? e.textContent).trim()";

    private static final String CONTROLS =
            "a[href], button, input, select, textarea, summary, [tabindex]";

    private static Chromium chromium;

    @Inject TestPeople people;
    @TempDir Path directory;

    private Api api;
    private Fleet fleet;
    private Tab desk;
    private Page page;
    private String agent = "";
    private String environment = "";

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
        api = people.owner();
        fleet = new Fleet(api, GitRepository.in(directory));
        environment = "e" + Long.toString(System.nanoTime(), 36);
        desk = chromium.tab();
        page = desk.page();
        desk.signIn(people.ownerLink());
    }

    @AfterEach
    void nothingToComplainOf() {
        List<String> complaints = desk.complaints();
        desk.close();
        api.delete("/api/agents/" + agent);
        api.delete("/api/environments/" + environment);
        assertEquals(List.of(), complaints);
    }

    @Test
    void however_long_its_conversation_stop_is_one_press_away() throws Exception {
        agent = fleet.start("auto", "echo more\n".repeat(40) + "sleep 600");
        open(desk);
        assertThat(page.locator("details.tool")).hasCount(41, LONG_COUNT);
        assertWithinReach(page, "at its end");
        page.evaluate("scrollTo(0, 0)");
        assertWithinReach(page, "at its beginning");
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)");
        assertWithinReach(page, "in between");
        for (String view : List.of("/changes", "/log", "/settings")) {
            page.navigate(people.base() + "/agents/" + name() + view);
            assertWithinReach(page, view);
        }
        open(desk);
        try (Tab phone = chromium.phone()) {
            phone.signIn(people.ownerLink());
            open(phone);
            assertThat(phone.page().locator("details.tool")).hasCount(41, LONG_COUNT);
            assertWithinReach(phone.page(), "on a phone");
            phone.page().evaluate("scrollTo(0, 0)");
            assertWithinReach(phone.page(), "on a phone, at its beginning");
            assertEquals("", phone.accessibilityFaults());
            assertEquals(0, phone.pixelsBeyondTheEdge());
            phone.page().locator(".composer").getByRole(AriaRole.BUTTON, stop()).click();
            assertThat(ended(phone.page())).containsText("Stopped", LONG_TEXT);
        }
        assertThat(ended(page)).containsText("Stopped", LONG_TEXT);
    }

    @Test
    void what_waits_is_changed_or_taken_back_and_what_redirects_goes_first() throws Exception {
        agent = fleet.start("auto", "sleep 600");
        fleet.awaitBegun(agent);
        open(desk);
        Locator waits = page.locator(".queue li");
        for (String text : List.of("echo one", "echo two", "echo three")) {
            page.getByLabel("Message to the agent").fill(text);
            desk.button("Send").click();
            assertThat(waits.last()).containsText(text);
        }
        assertThat(waits).hasCount(3);
        waits.nth(0).getByText("Edit", exactly()).click();
        assertThat(page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true)))
                .hasValue("echo one");
        page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true)).fill("echo 1");
        assertEquals("", desk.accessibilityFaults());
        desk.button("Keep").click();
        assertThat(waits.nth(0)).containsText("echo 1");
        waits.nth(0).getByText("Edit", exactly()).click();
        page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true)).fill("thrown away");
        waits.nth(0).getByText("Cancel", exactly()).click();
        assertThat(waits.nth(0)).containsText("echo 1");
        waits.nth(1).getByText("Take back", exactly()).click();
        assertThat(waits).hasCount(2);
        page.getByLabel("Message to the agent").fill("echo first of all");
        desk.button("Stop and say this").click();
        assertThat(page.locator("article.bubble")).hasCount(4, LONG_COUNT);
        assertThat(page.locator("li[data-kind=end]")).hasCount(4, LONG_COUNT);
        assertEquals(
                List.of("sleep 600", "echo first of all", "echo 1", "echo three"),
                page.locator("article.bubble").allInnerTexts().stream()
                        .map(String::strip)
                        .toList());
        assertThat(page.locator("li[data-kind=end]").first()).containsText("Stopped");
        assertThat(page.locator(".queue")).hasCount(0);
        assertEquals(1, fleet.events(agent, "message.edited").size(), "what is cancelled is not");
    }

    @Test
    void a_push_that_was_refused_is_allowed_once_from_the_conversation() throws Exception {
        environment(Map.of("pushes", Map.of("refusedPaths", List.of("README"))));
        agent =
                fleet.start(
                        "auto",
                        """
                        echo more >> README
                        git -c user.name=H -c user.email=h@example.invalid commit -qam w
                        git push origin HEAD 2>&1; true\
                        """,
                        Map.of("environment", environment));
        open(desk);
        Locator refused = page.locator("li[data-kind=refused]");
        assertThat(refused).containsText("README is for people to change", LONG_TEXT);
        assertThat(ended(page)).containsText("Finished.", LONG_TEXT);
        assertEquals("", desk.accessibilityFaults());
        assertEquals(0, fleet.events(agent, "branch.pushed").size());
        refused.getByText("Allow once", exactly()).click();
        assertThat(refused).containsText("Allowed once by", LONG_TEXT);
        say("git push origin HEAD 2>&1");
        assertThat(page.locator("li[data-kind=end]")).hasCount(2, LONG_COUNT);
        assertEquals(1, fleet.events(agent, "branch.pushed").size());
        assertEquals("finished", fleet.outcome(agent, 2));
    }

    @Test
    void what_failed_before_it_began_says_why_and_goes_on_when_that_is_mended() throws Exception {
        environment(Map.of("setup", "echo no such tool; exit 3"));
        agent = fleet.start("auto", "cat made", Map.of("environment", environment));
        open(desk);
        Locator again = desk.button("Resume");
        assertThat(again).isVisible(LONG);
        assertThat(page.locator("details.output[open]")).containsText("no such tool");
        assertThat(page.locator(".agent-head")).containsText("exit code 3");
        assertThat(page.locator(".agent-head .next"))
                .containsText("environment edit " + environment);
        legible("/agents/" + name());
        legible("/");
        Map<String, Object> mended = Map.of("version", 1, "setup", "echo mended > made");
        assertEquals(200, api.put("/api/environments/" + environment, mended).status());
        again.click();
        assertThat(ended(page)).containsText("Finished.", LONG_TEXT);
        assertThat(again).hasCount(0);
        assertTrue(fleet.printed(agent).contains("mended"), fleet.printed(agent));
    }

    @Test
    void a_limit_that_is_reached_is_raised_where_it_is_told() throws Exception {
        agent = fleet.start("auto", "echo one", Map.of("limits", Map.of("turns", 1)));
        open(desk);
        assertThat(ended(page)).containsText("Finished.", LONG_TEXT);
        say("echo two");
        Locator raise = desk.button("Raise it to 2 turns, and go on");
        assertThat(raise).isVisible(LONG);
        legible("/agents/" + name());
        legible("/agents/" + name() + "/settings");
        raise.click();
        assertThat(page.locator("li[data-kind=end]")).hasCount(2, LONG_COUNT);
        assertThat(ended(page)).containsText("Finished.");
        assertThat(raise).hasCount(0);
        assertEquals(2, fleet.agent(agent).at("/limits/turns").asInt());
    }

    /** Of a turn with much in it, two things are told: that somebody is needed, and its end. */
    @Test
    void what_is_read_out_are_a_few_words_and_no_stream() throws Exception {
        agent = fleet.start("normal", "for i in $(seq 30); do echo $i; sleep 0.1; done");
        fleet.awaitDecision(agent);
        open(desk);
        assertThat(desk.button("Allow once")).isVisible(LONG);
        page.evaluate(
                """
                () => {
                  window.told = [];
                  new MutationObserver((all) => {
                    const live = all.map((m) => (m.target.closest ? m.target : m.target.parentElement).closest("[role=status], [role=alert], [aria-live]"));
                    for (const each of new Set(live)) if (each !== null && each.textContent.trim() !== "") told.push(each.textContent.trim());
                  }).observe(document.body, { subtree: true, childList: true, characterData: true });
                }
                """);
        desk.button("Allow once").click();
        assertThat(ended(page)).containsText("Finished.", LONG_TEXT);
        @SuppressWarnings("unchecked")
        List<String> told =
                (List<String>)
                        Eventually.get(
                                "the end is told",
                                () -> page.evaluate("told"),
                                all -> all.toString().contains("finished"));
        assertTrue(told.size() <= 3, told::toString);
        assertEquals("The agent has finished.", told.getLast());
    }

    @Test
    void by_the_keyboard_alone_it_is_allowed_stopped_and_reviewed() throws Exception {
        agent = fleet.start("normal", "echo hello >>README\nsleep 600");
        fleet.awaitDecision(agent);
        open(desk);
        assertThat(desk.button("Allow once")).isVisible(LONG);
        assertEquals(inTheirOrder(), reachedByTab());
        press("Allow once");
        assertThat(page.getByText("sh -c 'sleep 600'")).isVisible(LONG);
        press("Allow once");
        assertThat(page.getByText("allowed sh -c 'sleep 600'")).isVisible(LONG);
        press("Stop");
        assertThat(ended(page)).containsText("Stopped", LONG_TEXT);
        press("Changes");
        assertThat(page.locator(".line.added")).isVisible(LONG);
        assertEquals(inTheirOrder(), reachedByTab());
        press("Comment on line 2");
        page.keyboard().type("say it louder");
        press("Add");
        press("Send to the agent");
        press("Work");
        assertThat(page.getByText("say it louder")).isVisible(LONG);
    }

    /** Goes on by Tab until the keyboard is there, and presses. */
    private void press(String name) {
        List<String> passed = new ArrayList<>();
        for (int steps = 0; steps < 80; steps++) {
            page.keyboard().press("Tab");
            String at = (String) page.evaluate("(" + NAME + ")(document.activeElement)");
            if (at.equals(name)) {
                page.keyboard().press("Enter");
                return;
            }
            passed.add(at);
        }
        throw new AssertionError(name + " is not reached: " + passed);
    }

    /** What can be used, as it stands on the page from top to bottom. */
    @SuppressWarnings("unchecked")
    private List<String> inTheirOrder() {
        return (List<String>)
                page.evaluate(
                        "[...document.querySelectorAll('"
                                + CONTROLS
                                + "')].filter((e) => !e.disabled && e.tabIndex >= 0"
                                + " && e.checkVisibility()).map("
                                + NAME
                                + ")");
    }

    /** Boxes that scroll are no controls, though the keyboard stops there too. */
    private List<String> reachedByTab() {
        var reached = new ArrayList<String>();
        page.locator("a.skip").focus();
        for (int steps = 0; steps < 80; steps++) {
            if (is("matches('" + CONTROLS + "')")) {
                reached.add((String) page.evaluate("(" + NAME + ")(document.activeElement)"));
            }
            page.keyboard().press("Tab");
            if (is("matches('body, a.skip')")) {
                return reached;
            }
        }
        throw new AssertionError("no end: " + reached);
    }

    private boolean is(String what) {
        return (Boolean) page.evaluate("document.activeElement." + what);
    }

    /** At both sizes, in light and in dark. */
    private void legible(String path) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (var size : List.of(Chromium.DESKTOP, Chromium.PHONE)) {
                try (Tab tab = chromium.tab(size, scheme)) {
                    tab.signIn(people.ownerLink());
                    tab.page().navigate(people.base() + path);
                    tab.page().locator(".failed, .bad").first().waitFor();
                    String where = path + " " + scheme + " " + size;
                    assertEquals("", tab.accessibilityFaults(), where);
                    assertEquals(0, tab.pixelsBeyondTheEdge(), where);
                }
            }
        }
    }

    private static void assertWithinReach(Page page, String where) {
        try {
            page.waitForFunction(
                    WITHIN_REACH, "Stop", new Page.WaitForFunctionOptions().setTimeout(10_000));
        } catch (TimeoutError e) {
            throw new AssertionError("Stop is out of reach " + where, e);
        }
    }

    private void environment(Map<String, Object> with) {
        Map<String, Object> asked = new HashMap<>(with);
        asked.put("name", environment);
        Api.Answer made = api.post("/api/environments", asked);
        assertEquals(201, made.status(), made.body()::toString);
    }

    private void say(String text) {
        page.getByLabel("Message to the agent").fill(text);
        desk.button("Send").click();
    }

    private void open(Tab tab) {
        tab.page().navigate(people.base() + "/agents/" + name());
        tab.page().locator("main h1").waitFor();
    }

    private String name() {
        return fleet.agent(agent).path("name").asText();
    }

    /** How the newest turn has ended. */
    private static Locator ended(Page page) {
        return page.locator("li[data-kind=end]").last();
    }

    private static Locator.GetByRoleOptions stop() {
        return new Locator.GetByRoleOptions().setName("Stop").setExact(true);
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }
}
