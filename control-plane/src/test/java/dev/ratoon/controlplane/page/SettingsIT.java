package dev.ratoon.controlplane.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of the service and of an agent in a real browser. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SettingsIT {
    private static final LocatorAssertions.ContainsTextOptions LONG =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    private static Chromium chromium;

    @Inject TestPeople people;
    @TempDir Path directory;

    private final String name = "s" + Long.toString(System.nanoTime(), 36);
    private Tab desk;
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
    void signIn() {
        owner = people.owner();
        // Of classes that had this application before.
        owner.get("/api/keys")
                .body()
                .forEach(key -> owner.delete("/api/keys/" + key.path("provider").asText()));
        desk = chromium.tab();
        desk.signIn(people.ownerLink());
    }

    @AfterEach
    void nothingToComplainOf() {
        List<String> complaints = desk.complaints();
        desk.close();
        owner.delete("/api/environments/" + name);
        owner.delete("/api/personas/" + name);
        assertEquals(List.of(), complaints);
    }

    @Tag("long")
    @Test
    void an_environment_is_tried_while_it_is_typed_and_stopped_then_made_and_changed()
            throws Exception {
        String repository = GitRepository.in(directory).folder().toString();
        open("environments/new");
        label("Name").fill(name);
        label("Setup script").fill("echo from-$A; sleep 600");
        desk.button("Add a variable").click();
        label("Name of variable 1").fill("A");
        label("Value of variable 1").fill("the-try");
        label("Repository to try it on").fill(repository);
        desk.button("Try it").click();
        assertThat(desk.page().locator(".trial pre")).containsText("from-the-try", LONG);
        desk.page().reload();
        assertThat(desk.page().locator(".trial pre")).containsText("from-the-try", LONG);
        assertThat(label("Setup script")).hasValue("echo from-$A; sleep 600");
        desk.button("Stop").click();
        assertThat(desk.page().locator(".trial [role=status]")).containsText("Stopped by", LONG);

        label("Name of variable 1").fill("PATH");
        desk.button("Make it").click();
        assertThat(desk.page().getByRole(AriaRole.GROUP, group("Variables")))
                .containsText("The variable PATH is not an environment's to set");
        label("Name of variable 1").fill("A");
        label("Hosts that may be reached").fill("example.org\n*");
        desk.button("Make it").click();
        assertThat(label("Hosts that may be reached"))
                .hasAccessibleDescription(
                        Pattern.compile("'\\*' is no host that can be allowed.*"));
        label("Hosts that may be reached").fill("example.org");
        label("Hosts that may be reached").press("Control+Enter");
        assertThat(desk.page().getByText("version 1, changed")).isVisible();
        assertEquals(
                "example.org",
                owner.get("/api/environments/" + name).body().path("allow").path(0).asText());

        label("Ignored files to save all the same").fill("../outside");
        desk.button("Save").click();
        assertThat(label("Ignored files to save all the same"))
                .hasAccessibleDescription(Pattern.compile("'../outside' is no path in a.*"));
        label("Ignored files to save all the same").fill(".env\ndata/");
        label("Files that they may not change").fill("/etc");
        label("Refuse a push that adds what looks like a key").check();
        desk.button("Save").click();
        assertThat(label("Files that they may not change"))
                .hasAccessibleDescription(Pattern.compile("'/etc' begins elsewhere.*"));
        label("Files that they may not change").fill("infra/\n**/*.pem");
        label("Description").fill("typed and left");
        desk.page().reload();
        assertThat(label("Description")).hasValue("typed and left");
        assertThat(desk.page().getByText("never saved")).isVisible();
        desk.button("Save").click();
        assertThat(desk.page().getByText("version 2, changed")).isVisible();
        assertEquals(
                "{\"refusedPaths\":[\"infra/\",\"**/*.pem\"],\"refuseSecrets\":true}",
                owner.get("/api/environments/" + name).body().path("pushes").toString());
        assertEquals(
                "[\".env\",\"data/\"]",
                owner.get("/api/environments/" + name).body().path("save").toString());
    }

    @Test
    void a_setups_secret_is_written_and_never_shown_and_what_is_removed_is_asked_for_twice() {
        String id =
                owner.post("/api/environments", Map.of("name", name, "setup", "true")).text("id");
        open("environments/" + id);
        label("Name of the secret").fill("NPM_TOKEN");
        label("Its value").fill("short");
        desk.button("Add the secret").click();
        assertThat(label("Its value"))
                .hasAccessibleDescription(Pattern.compile("A secret has at .*"));
        label("Its value").fill("very-secret-value");
        desk.button("Add the secret").click();
        assertThat(desk.page().locator("section code").getByText("NPM_TOKEN")).isVisible();
        desk.page().reload();
        assertThat(desk.page().locator("section code").getByText("NPM_TOKEN")).isVisible();
        assertFalse(desk.page().content().contains("very-secret-value"));
        assertFalse(
                desk.page()
                        .evaluate("JSON.stringify(localStorage)")
                        .toString()
                        .contains("very-secret"));
        desk.button("Remove the secret NPM_TOKEN").click();
        desk.button("Keep it").click();
        desk.button("Remove the secret NPM_TOKEN").click();
        desk.button("Remove it").click();
        assertThat(desk.page().locator("section code").getByText("NPM_TOKEN")).hasCount(0);
        desk.button("Remove " + name).click();
        desk.button("Remove it").click();
        assertThat(desk.page().getByRole(AriaRole.LINK, link("New environment"))).isVisible();
        assertEquals(404, owner.get("/api/environments/" + id).status());
    }

    @Test
    void a_persona_is_made_by_the_keyboard_and_what_hides_in_it_is_refused_beside_its_field() {
        open("personas/new");
        label("Name").fill(name);
        label("Instructions").fill("Be **kind**.\u202e");
        label("Tools").fill("read grep");
        label("Instructions").press("Control+Enter");
        assertThat(label("Instructions")).hasAccessibleDescription(Pattern.compile(".*U\\+202E.*"));
        label("Instructions").fill("Be **kind**.");
        desk.button("Show how it reads").click();
        assertThat(desk.page().locator(".sheet strong")).hasText("kind");
        label("Instructions").press("Control+Enter");
        assertThat(desk.page().getByText("version 1, changed")).isVisible();
        assertEquals(2, owner.get("/api/personas/" + name).body().path("tools").size());
    }

    @Test
    void harnesses_say_what_they_need_and_a_cap_is_changed_where_a_month_is_shown() {
        open("harnesses");
        Locator claude = desk.page().locator("[data-harness=claude]");
        assertThat(claude).containsText("ratoon key add");
        assertThat(claude).containsText("untested");
        assertThat(desk.page().locator("[data-harness=shell]")).containsText("Built in");

        var member = people.invited("member");
        owner.put("/api/spend/owners/" + member.name(), Map.of("money", "7"));
        open("spend");
        assertThat(desk.page().locator(".sum")).containsText(" of $");
        String before = owner.get("/api/spend").body().path("cap").path("money").asText();
        label("US dollars").fill("much");
        label("US dollars").press("Enter");
        assertThat(desk.page().getByText("The cap of money is an amount")).isVisible();
        label("US dollars").fill("321.50");
        label("US dollars").press("Enter");
        assertThat(desk.page().locator(".sum")).containsText("of $321.50");
        owner.put("/api/spend/owners/root", Map.of("money", before));
    }

    @Tag("long")
    @Test
    void a_harness_is_installed_from_the_page() throws Exception {
        forgetWhatAnEarlierRunInstalled("qwen");
        open("harnesses");
        Locator qwen = desk.page().locator("[data-harness=qwen]");
        assertThat(qwen).containsText("Not installed yet");
        qwen.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Install now"))
                .click();
        assertThat(qwen.getByText("Not installed yet"))
                .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(60_000));
        Locator end = qwen.getByText(Pattern.compile("^(Installed|Could not be installed)$"));
        assertThat(end).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(300_000));
        Assumptions.assumeFalse(qwen.innerText().contains("cannot be reached"), "no npm registry");
        assertThat(end).hasText("Installed");
        assertThat(qwen.getByText("Install now")).hasCount(0);
        assertEquals("", desk.accessibilityFaults());
    }

    @Test
    void an_agents_name_and_caps_are_saved_together() throws Exception {
        var fleet = new Fleet(owner, GitRepository.in(directory));
        String agent = fleet.start("auto", "true");
        try {
            desk.page().navigate(people.base() + "/agents/" + agent + "/settings");
            label("Name").fill("Renamed here");
            label("US dollars for models").fill("9.50");
            label("Turns").fill("77");
            label("Turns").press("Enter");
            assertThat(desk.page().getByText("Saved.")).isVisible();
            assertThat(desk.page().locator("h1")).hasText("Renamed here");
            var now = fleet.agent(agent);
            assertEquals("9.50", now.path("limits").path("money").asText());
            assertEquals(77, now.path("limits").path("turns").asInt());
            assertThat(desk.page().getByText("It is cleaned up on")).isVisible();
        } finally {
            owner.delete("/api/agents/" + agent);
        }
    }

    @Test
    void a_host_that_was_allowed_for_good_is_refused_again() {
        String agent =
                owner.post("/api/agents", Map.of("repository", "https://example.com/a/b"))
                        .text("id");
        String host = name + ".example.org";
        owner.post("/api/agents/" + agent + "/egress/allow", Map.of("host", host, "forever", true));
        owner.delete("/api/agents/" + agent);
        open("hosts");
        desk.button("Remove " + host).click();
        desk.button("Refuse it").click();
        assertThat(desk.page().locator("main").getByText(host)).hasCount(0);
        assertFalse(owner.get("/api/egress").body().toString().contains(host));
    }

    @Test
    void people_are_invited_tokens_made_and_keys_given_and_each_is_what_it_says() {
        open("people");
        label("Name").fill(name);
        desk.page().getByLabel("Role").selectOption("viewer");
        desk.button("Invite").click();
        try (Tab theirs = chromium.tab()) {
            theirs.signIn(desk.page().locator(".command code").innerText());
            assertThat(theirs.at("you-role")).hasText("viewer");
            assertThat(theirs.page().getByRole(AriaRole.LINK, link("New agent"))).hasCount(0);
        }
        desk.button("Disable " + name).click();
        desk.button("Disable them").click();
        desk.button("Enable " + name).click();
        assertThat(desk.button("Disable " + name)).isVisible();

        open("sessions");
        label("What is the token for?").fill(name);
        desk.page().getByLabel("What may it do?").selectOption("viewer");
        desk.button("Make a token").click();
        String token = desk.page().locator(".command code").innerText();
        var viewer = people.nobody().bearer(token);
        assertEquals(200, viewer.get("/api/agents").status());
        assertEquals(403, viewer.post("/api/agents", Map.of("repository", "x")).status());
        desk.button("Revoke " + name).click();
        desk.button("Revoke it").click();
        assertThat(desk.page().locator("main li").filter(having(name))).hasCount(0);
        assertEquals(401, viewer.get("/api/agents").status());

        open("keys");
        label("Provider").fill("deepseek");
        label("Key").fill("sk-geheim-" + name);
        desk.button("Add the key").click();
        Locator key = desk.page().locator("main li").filter(having("ends with"));
        assertThat(key).hasCount(1);
        assertFalse(desk.page().content().contains("geheim"));
        key.getByRole(AriaRole.BUTTON).click();
        desk.button("Remove it").click();
        assertThat(key).hasCount(0);
    }

    private static void forgetWhatAnEarlierRunInstalled(String harness) throws IOException {
        Path folder = Path.of(System.getProperty("started.home"), "harnesses");
        if (Files.isDirectory(folder)) {
            try (var all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    if (folder.relativize(each).toString().startsWith(harness + "-")) {
                        Files.delete(each);
                    }
                }
            }
        }
    }

    private static Locator.FilterOptions having(String words) {
        return new Locator.FilterOptions().setHasText(words);
    }

    @Tag("long")
    @Test
    void every_page_is_legible_on_every_screen() {
        String id =
                owner.post("/api/environments", Map.of("name", name, "variables", Map.of("A", "b")))
                        .text("id");
        String persona = owner.post("/api/personas", Map.of("name", name)).text("id");
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (var size : List.of(Chromium.DESKTOP, Chromium.PHONE)) {
                try (Tab tab = chromium.tab(size, scheme)) {
                    tab.signIn(people.ownerLink());
                    for (String page :
                            List.of(
                                    "",
                                    "keys",
                                    "github",
                                    "harnesses",
                                    "environments",
                                    "environments/" + id,
                                    "personas",
                                    "personas/" + persona,
                                    "hosts",
                                    "spend",
                                    "people",
                                    "sessions",
                                    "appearance")) {
                        tab.page().navigate(people.base() + "/settings/" + page);
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

    private void open(String page) {
        desk.page().navigate(people.base() + "/settings/" + page);
        desk.page().locator("main h1").waitFor();
    }

    private Locator label(String label) {
        return desk.page().getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private static Page.GetByRoleOptions group(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions link(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
