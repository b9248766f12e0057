package dev.ratoon.controlplane.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.sharing.OwnApplication;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From nothing to agents, in a real browser; an empty installation has few choices. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@OwnApplication
class NewAgentIT {
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private static final LocatorAssertions.ContainsTextOptions LONG_TEXT =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    private static Chromium chromium;

    @Inject TestPeople people;
    @TempDir Path directory;

    private GitRepository repository;
    private Tab desk;
    private Page page;
    private Keyboard keys;
    private Api owner;

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
        repository = GitRepository.in(directory);
        owner = people.owner();
        desk = chromium.tab();
        page = desk.page();
        keys = page.keyboard();
        desk.signIn(people.ownerLink());
        desk.says("Start your first agent");
    }

    @AfterEach
    void nothingToComplainOf() {
        List<String> complaints = desk.complaints();
        desk.close();
        agents().forEach(agent -> owner.delete("/api/agents/" + agent.path("id").asText()));
        assertEquals(List.of(), complaints);
    }

    @Test
    void by_the_keyboard_alone_from_the_palette_through_the_choices_to_two_agents() {
        keys.press("Control+k");
        keys.type("new ag");
        keys.press("Enter");
        desk.says("New agent");
        assertThat(page.locator("#new-repository")).isFocused();
        keys.type(repository.folder().toString());
        keys.press("Tab");
        keys.type("echo hello");
        // Until it is known that the usual harness takes none, that button is a stop on the way.
        assertThat(desk.button("Add images")).isDisabled();
        tab("new-base", 3);
        keys.type("mai");
        option("main").waitFor();
        keys.press("ArrowDown");
        keys.press("Enter");
        tab("new-harness", 3);
        keys.type("she");
        option("Shell").waitFor();
        keys.press("ArrowDown");
        keys.press("Enter");
        assertThat(page.locator("#new-harness")).hasValue("Shell");
        keys.press("Tab");
        keys.type("Auto");
        keys.press("Tab");
        keys.type("2");

        page.reload();
        assertThat(page.locator("#new-prompt")).isFocused();
        assertThat(page.locator("#new-prompt")).hasValue("echo hello");
        assertThat(page.locator("#new-base")).hasValue("main");
        assertThat(desk.button("Start 2 of them")).isVisible();
        keys.press("Control+Enter");
        desk.says("Agents");
        List<JsonNode> started = agents();
        assertEquals(2, started.size());
        for (JsonNode agent : started) {
            assertEquals("main", agent.path("baseBranch").asText());
            assertEquals("shell", agent.path("harness").asText());
            assertEquals("auto", agent.path("mode").asText());
        }

        keys.press("Control+k");
        keys.type(started.getFirst().path("name").asText());
        keys.press("Enter");
        desk.says("echo hello");
        keys.press("n");
        desk.says("New agent");
        assertThat(page.locator("#new-prompt")).isFocused();
        assertThat(page.locator("#new-repository")).hasValue(repository.folder().toString());
        keys.press("Control+k");
        keys.type("appearance dark");
        keys.press("Enter");
        assertEquals("dark", page.evaluate("document.documentElement.dataset.appearance"));
    }

    /** Each start reaches the server, and of some the answer never comes back. */
    @Test
    void answers_that_get_lost_and_a_second_press_double_nothing() {
        Map<String, Integer> asked = new HashMap<>();
        var order = new ArrayList<String>();
        page.route(
                "**/api/agents",
                route -> {
                    String key = route.request().headers().get("idempotency-key");
                    if (key == null) {
                        route.resume();
                        return;
                    }
                    if (asked.merge(key, 1, Integer::sum) == 1) {
                        order.add(key);
                    }
                    boolean second = order.indexOf(key) == 1;
                    if (asked.get(key) == 1 || (second && asked.get(key) == 2)) {
                        route.fetch();
                        route.abort();
                    } else {
                        route.resume();
                    }
                });
        fill("echo once");
        page.locator("#new-count").selectOption("3");
        desk.button("Start 3 of them").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("1 of 3 have started", LONG_TEXT);
        page.reload();
        desk.button("Start 3 of them").click();
        desk.says("Agents");
        assertEquals(3, agents().size());
        assertEquals(3, order.size());
    }

    @Tag("long")
    @Test
    void what_cannot_be_started_says_why_and_what_to_do() throws Exception {
        repository.git("branch", "fix/<b>\u202egpj.exe");
        repository.git("branch", "there");
        fill("echo hello");
        page.locator("#new-base").click();
        Locator odd = option("fix/<b>⟨U+202E⟩gpj.exe");
        assertThat(odd).containsText("Rename it upstream");
        assertThat(odd).hasAttribute("aria-disabled", "true");
        odd.click(new Locator.ClickOptions().setForce(true));
        assertThat(page.locator("#new-base")).hasValue("");
        assertThat(page.locator("main b")).hasCount(0);

        page.locator("#new-begins").selectOption("existing");
        page.locator("#new-base").fill("there");
        assertThat(page.locator("#new-count")).isDisabled();
        keys.press("Control+Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Say that it may change there");
        assertThat(page.locator("#new-confirmed")).isFocused();
        page.locator("#new-begins").selectOption("own");

        page.locator("#new-harness").click();
        Locator unready = page.locator("[role=option][aria-disabled=true]").first();
        assertThat(unready).containsText("ratoon key add");
        keys.press("Escape");

        page.locator("#new-base").fill("");
        page.locator("#new-prompt").fill("#" + "x".repeat(200_000));
        keys.press("Control+Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("1 character too long");
        assertEquals(0, agents().size());

        page.locator("#new-repository").fill(directory.resolve("nowhere").toString());
        assertThat(page.locator(".combobox .warn").first()).containsText("nowhere", LONG_TEXT);
        page.locator("#new-repository").fill(repository.folder().toString());
        page.locator("#new-prompt").fill("#" + "é".repeat(199_999));
        keys.press("Control+Enter");
        assertThat(page.locator("article.bubble")).isVisible(LONG);
        assertEquals(1, agents().size());
    }

    @Test
    void what_is_to_be_done_is_shown_as_it_will_read() {
        fill("Mend **all** of it.");
        desk.button("Preview").click();
        Locator preview =
                page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Preview"));
        assertThat(preview).containsText("Mend all of it.");
        assertThat(preview.getByText("all", new Locator.GetByTextOptions().setExact(true)))
                .hasCSS("font-weight", Pattern.compile("[6-9]00"));
    }

    @Tag("long")
    @Test
    void an_environment_a_persona_and_a_branch_that_is_there_are_chosen_and_are_what_it_works_with()
            throws Exception {
        repository.git("checkout", "-qb", "fix/there");
        repository.git("checkout", "-q", "main");
        String suffix = Long.toString(System.nanoTime(), 36);
        Map<String, Object> kind =
                Map.of("name", "kind" + suffix, "instructions", "Be kind.", "harness", "shell");
        String persona = owner.post("/api/personas", kind).text("id");
        owner.post("/api/environments", Map.of("name", "ready" + suffix, "setup", "echo ready"));
        fill("git rev-parse --abbrev-ref HEAD");
        choose("environment", "ready" + suffix);
        choose("persona", "kind" + suffix);
        assertThat(page.locator("#new-harness")).hasAttribute("placeholder", "Shell");
        page.locator("#new-begins").selectOption("existing");
        page.locator("#new-base").fill("fix/there");
        page.locator("#new-confirmed").check();
        page.locator("#new-mode").selectOption("auto");
        desk.button("Start").click();
        assertThat(page.locator("li[data-kind=end]")).containsText("Finished.", LONG_TEXT);
        assertThat(page.locator(".agent-head code")).hasText("fix/there");
        assertThat(page.locator("details.output[open]")).containsText("ready");
        page.locator("details.tool summary").click();
        assertThat(page.locator("details.tool section").last()).hasText("fix/there");
        JsonNode started = agents().getFirst();
        assertEquals("fix/there", started.path("branch").asText(), started::toString);
        assertEquals("ready" + suffix, started.path("environment").asText(), started::toString);
        assertEquals("kind" + suffix, started.path("persona").asText(), started::toString);
        assertEquals("shell", started.path("harness").asText());
        owner.delete("/api/personas/" + persona);
        owner.delete("/api/environments/ready" + suffix);
    }

    /** From its list, by the keyboard. */
    private void choose(String what, String name) {
        page.locator("#new-" + what).fill(name);
        option(name).waitFor();
        keys.press("ArrowDown");
        keys.press("Enter");
        assertThat(page.locator("#new-" + what)).hasValue(name);
    }

    @Tag("long")
    @Test
    void open_lists_and_the_palette_are_legible_on_every_screen() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (var size : List.of(Chromium.DESKTOP, Chromium.PHONE)) {
                try (Tab tab = chromium.tab(size, scheme)) {
                    tab.signIn(people.ownerLink());
                    tab.page().navigate(people.base() + "/new");
                    tab.page().locator("#new-begins").selectOption("existing");
                    tab.page().locator("#new-base").fill("there");
                    tab.page().locator("#new-harness").click();
                    tab.page().locator("[role=option]").first().waitFor();
                    tab.page().keyboard().press("ArrowDown");
                    String where = scheme + " " + size;
                    assertEquals("", tab.accessibilityFaults(), where);
                    assertEquals(0, tab.pixelsBeyondTheEdge(), where);
                    tab.page().keyboard().press("Control+k");
                    tab.page().locator("#palette-0").waitFor();
                    assertEquals("", tab.accessibilityFaults(), where);
                    assertEquals(0, tab.pixelsBeyondTheEdge(), where);
                }
            }
        }
    }

    /** As the text finds more of them the list grows wider, and it stays on the screen. */
    @Test
    void a_list_with_long_words_stays_within_a_phone() {
        String suffix = Long.toString(System.nanoTime(), 36);
        String brief =
                owner.post(
                                "/api/personas",
                                Map.of("name", "brief" + suffix, "instructions", "Be brief."))
                        .text("id");
        Map<String, Object> wordy =
                Map.of(
                        "name",
                        "wordy" + suffix,
                        "instructions",
                        "Be wordy.",
                        "description",
                        "x".repeat(400));
        String other = owner.post("/api/personas", wordy).text("id");
        try (Tab phone = chromium.phone()) {
            phone.signIn(people.ownerLink());
            phone.page().navigate(people.base() + "/new");
            Locator options = phone.page().locator("[role=option]");
            phone.page().locator("#new-persona").fill("brief" + suffix);
            assertThat(options).hasCount(1);
            phone.page().locator("#new-persona").fill(suffix);
            assertThat(options).hasCount(2);
            assertThat(options.last()).containsText("x".repeat(400));
            assertEquals(0, phone.pixelsBeyondTheEdge());
        }
        owner.delete("/api/personas/" + brief);
        owner.delete("/api/personas/" + other);
    }

    private void fill(String prompt) {
        keys.press("n");
        desk.says("New agent");
        page.locator("#new-repository").fill(repository.folder().toString());
        page.locator("#new-prompt").fill(prompt);
    }

    /** So many presses of Tab lead there. */
    private void tab(String id, int presses) {
        for (int i = 0; i < presses; i++) {
            keys.press("Tab");
        }
        assertThat(page.locator("#" + id)).isFocused();
    }

    private Locator option(String name) {
        return page.locator("[role=option]")
                .filter(new Locator.FilterOptions().setHasText(name))
                .first();
    }

    private List<JsonNode> agents() {
        var all = new ArrayList<JsonNode>();
        owner.get("/api/agents").body().path("agents").forEach(all::add);
        return all;
    }
}
