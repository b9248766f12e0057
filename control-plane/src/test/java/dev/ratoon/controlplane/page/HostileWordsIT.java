package dev.ratoon.controlplane.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.ratoon.controlplane.agents.AtRest;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.EgressEvents;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.PromptImage;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.Upstream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A harness, a repository and a branch that put markup, a terminal's orders and characters that
 * turn or hide others into every field that is theirs. On every page that is words.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(HostileWordsIT.Hostile.class)
class HostileWordsIT {
    private static final String IMG = "<img src=x onerror=alert(1)>";

    /** A word of 500 characters, half of them from right to left. */
    private static final String LONG = "w".repeat(250) + "\u05d0".repeat(250);

    /** As each stands in a field; {@code hostile.sh} has the same. */
    private static final String WORDS =
            IMG
                    + "<script>alert(2)</script>\u001b[2J\u001b]0;owned\u0007\u202egpj\u2066\u200b\u009b31m"
                    + LONG;

    private static final List<PromptImage> IMAGES =
            List.of(new PromptImage("0".repeat(64), at("picture"), "image/png", 1));

    private static final LocatorAssertions.ContainsTextOptions LATER =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    private static final Locator.GetByRoleOptions INSTALL =
            new Locator.GetByRoleOptions().setName("Install now");
    private static final Locator.GetByRoleOptions AGAIN =
            new Locator.GetByRoleOptions().setName("Try again");

    public static class Hostile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ratoon.harnesses.hostile.command", "sh,hostile.sh");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(RefusingRegistry.class));
        }
    }

    @Inject TestPeople people;
    @Inject LogStore log;
    @Inject AtRest rest;
    @TempDir Path directory;

    private Api api;
    private GitRepository repository;
    private Fleet fleet;
    private String agent = "";
    private Chromium chromium;
    private Tab tab;
    private Page page;
    private Inert inert;

    @BeforeEach
    void aHostileRepository() throws Exception {
        api = people.owner();
        repository = GitRepository.in(directory);
        try (InputStream script =
                Objects.requireNonNull(HostileWordsIT.class.getResourceAsStream("hostile.sh"))) {
            Files.copy(script, repository.folder().resolve("hostile.sh"));
        }
        commit();
        fleet = new Fleet(api, repository);
        chromium = new Chromium();
        tab = chromium.tab();
        page = tab.page();
        inert = new Inert(tab, people.base());
        tab.signIn(people.ownerLink());
    }

    @AfterEach
    void nothingToComplainOf() {
        List<String> complaints = tab.complaints();
        chromium.close();
        api.delete("/api/agents/" + agent);
        api.delete("/api/environments/hostile");
        assertEquals(List.of(), complaints);
    }

    @Tag("long")
    @Test
    void what_a_harness_says_in_any_field_is_words_on_every_page() throws Exception {
        itAsks();
        open("/");
        seen("the list", all("title asked name value always"));
        page.keyboard().press("Control+k");
        page.getByLabel("Go to an agent, a page, or an appearance").fill("AT-title");
        assertThat(page.locator("dialog [role=option]").first()).containsText("AT-title " + IMG);
        inert.shows("the palette", all("title"));
        page.keyboard().press("Escape");

        openAgent("");
        seen("while it asks", all("asked name value always stderr"));
        tab.button("Deny with a message").click();
        page.getByLabel("What should it do instead?").fill("AT-denied " + WORDS);
        tab.button("Deny").click();
        // What comes with a no is the next message.
        fleet.awaitTurn(agent, 2);
        turn(3);
        assertThat(page.locator("li[data-kind=end]")).hasCount(3);
        assertThat(page.locator(".code .hljs-keyword").first()).hasText("const");
        assertThat(page.locator("details.thought:not([open])")).hasCount(1);
        assertThat(page.locator("details.output[open]").first()).containsText("AT-setup " + IMG);
        assertThat(page.locator(".tool .line.added")).containsText("AT-diff " + IMG);
        assertThat(page.getByText("Refused by the git gateway.")).isVisible();
        seen(
                "its work",
                all(
                        "title prompt setup plan thought tool run terminal printed link resource image block"
                                + " path diff second field raw said todo denied stderr error last"));
        inert.shows(
                "its words", "<b>AT-html</b>", "<iframe", "(javascript:alert(4))", "[picture: p]");
        openAgent("/log");
        seen("its log", "AT-said", "AT-tool", "AT-error", "AT-setup");
        openAgent("/settings");
        seen("its settings", all("title"));
    }

    @Tag("long")
    @Test
    void what_a_branch_has_in_names_and_lines_is_words_where_it_is_reviewed_and_published()
            throws Exception {
        itAsks();
        fleet.answer(agent, fleet.awaitDecision(agent), Map.of("outcome", "deny"));
        fleet.awaitTurn(agent, 1);
        Eventually.get(
                "its checkpoint",
                () -> fleet.events(agent, "checkpoint.kept"),
                kept -> kept.stream().anyMatch(one -> one.at("/payload/turn").asInt() == 1));
        var other = new ProcessBuilder("sh", "hostile.sh", "upstream");
        assertEquals(0, other.directory(repository.folder().toFile()).start().waitFor());

        openAgent("/changes");
        assertThat(page.locator("details.file .line.added").first()).isVisible();
        seen("its changes", all("file folder workflow loose line deep"));
        page.getByLabel("Side by side").setChecked(false);
        seen("its changes, one below the other", all("line deep"));
        page.locator("details.file[data-path^='AT-file'] .line.added button").click();
        page.locator(".remark textarea").fill("AT-remark " + WORDS);
        tab.button("Add").click();
        seen("a comment", all("remark"));
        tab.button("Remove").click();
        assertThat(page.locator(".remarks")).hasCount(0);
        tab.button("Create a PR").click();
        assertThat(page.locator("#pull-title")).isVisible();
        page.locator(".sheet").getByText(".github/workflows/AT-workflow " + IMG).first().waitFor();
        page.locator(".sheet").getByText("AT-loose " + IMG).first().waitFor();
        page.locator(".sheet").getByText("will not merge").waitFor();
        seen("what would be published", all("file loose workflow subject"));
    }

    /** What no harness of a test makes happen: as the log would have it. */
    @Test
    @Tag("long")
    void what_is_noted_of_an_agent_is_words_too() throws Exception {
        var asked = Map.of("repository", "https://example.invalid/a/b", "title", "AT-title " + IMG);
        agent = api.post("/api/agents", asked).text("id");
        api.post("/api/agents/" + agent + "/pause", null);
        rest.await(UUID.fromString(agent));
        log.append(UUID.fromString(agent), _ -> noted());
        openAgent("");
        assertThat(page.locator(".refused")).hasCount(3);
        seen(
                "what is noted",
                all(
                        "given picture model push egress limit failed next pull published ended workspace"
                                + " harness notice source outcome"));
        open("/");
        seen("the list", all("title"));
    }

    @Tag("long")
    @Test
    void what_a_repository_calls_its_personas_and_branches_is_words_where_they_are_chosen()
            throws Exception {
        persona("wordy", "---\ndescription: '" + IMG + LONG.substring(60, 400) + "'\n---\nx\n");
        persona("hidden", "---\ndescription: \"\u202e" + IMG + "\"\n---\nx\n");
        persona("n".repeat(60), "---\ntools: [" + "t".repeat(400) + "]\n---\nx\n");
        commit();
        repository.git("branch", "b".repeat(200));
        repository.git("branch", "<img/src=x/onerror=alert(1)>");
        String where = repository.folder().toString();

        open("/new");
        page.locator("#new-repository").fill(where);
        page.locator("#new-persona").click();
        Locator options = page.locator("[role=option]");
        assertThat(options.getByText("repository/wordy")).isVisible();
        seen("personas to choose among", IMG + "w", "repository/" + "n".repeat(60));
        page.locator("#new-persona").fill("wordy");
        assertThat(options).hasCount(1);
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        page.locator("#new-base").click();
        assertThat(options.getByText("b".repeat(200))).isVisible();
        seen("branches to begin at", "<img/src=x/onerror=alert(1)>", "b".repeat(200));

        open("/settings/personas");
        page.getByRole(AriaRole.COMBOBOX).fill(where);
        tab.button("Look there").click();
        assertThat(page.locator(".cards li")).hasCount(3);
        assertThat(page.locator(".cards li .bad").getByText("U+202E")).isVisible();
        seen("personas of a repository", IMG + "w", "n".repeat(60), "t".repeat(40));
    }

    private void persona(String name, String text) throws Exception {
        Path folder = Files.createDirectories(repository.folder().resolve(".ratoon/personas"));
        Files.writeString(folder.resolve(name + ".md"), text);
    }

    /** What failed is told in words, beside what tries it again, which asks the registry anew. */
    @Test
    void what_cannot_be_installed_from_the_page_says_why_and_is_tried_again() throws Exception {
        open("/settings/harnesses");
        Locator gemini = page.locator("[data-harness=gemini]");
        gemini.getByRole(AriaRole.BUTTON, INSTALL).click();
        assertThat(gemini).containsText("Could not be installed", LATER);
        String refused = gemini.getByText(" answers 5").innerText();
        gemini.getByRole(AriaRole.BUTTON, AGAIN).click();
        Eventually.get(
                "another refusal than " + refused,
                gemini::innerText,
                now -> now.contains(" answers 5") && !now.contains(refused));
        seen("what was not installed", "Could not be installed");
    }

    private static List<NewEvent> noted() {
        List<NewEvent> all = new ArrayList<>();
        for (ObservedEvent event :
                List.of(
                        new ObservedEvent.ModelRefused("key", null, at("model"), 0),
                        new ObservedEvent.PushRefused(WORDS, WORDS, at("push"), true),
                        new EgressEvents.Refused("AT-host" + WORDS, 443, "x", at("egress"), 1),
                        new ObservedEvent.BranchPublished(
                                at("published"), WORDS, WORDS, WORDS, WORDS),
                        new ObservedEvent.PullChanged(7, at("pull"), WORDS, WORDS, null),
                        new ObservedEvent.TurnGiven(1, UUID.randomUUID(), at("given"), IMAGES),
                        new ObservedEvent.SandboxEnded(0, at("ended")),
                        new ObservedEvent.LimitReached("turns", at("limit")),
                        new ObservedEvent.Failed(at("failed"), at("next")))) {
            all.add(NewEvent.of(event));
        }
        all.add(new NewEvent.Outbox("hostile"));
        int n = 0;
        for (Reported reported :
                List.of(
                        new Reported.Output("AT-source " + WORDS, WORDS),
                        new Reported.WorkspaceFailed(WORDS, 1, at("workspace")),
                        new Reported.HarnessEnded(1, at("harness")),
                        new Reported.Notice(at("notice")),
                        new Reported.TurnEnded(1, at("outcome"), WORDS))) {
            all.add(
                    new NewEvent.Reported(
                            new Upstream.Entry(
                                    ++n, Reported.typeOf(reported), Reported.payloadOf(reported))));
        }
        return all;
    }

    private static String at(String field) {
        return "AT-" + field + " " + WORDS;
    }

    /** As each is to be read: the markup is what it is. */
    private static String[] all(String fields) {
        return Stream.of(fields.split(" "))
                .map(each -> "AT-" + each + " " + IMG)
                .toArray(String[]::new);
    }

    /** The agent has said all that it can, and waits. */
    private void itAsks() throws Exception {
        Api.Answer made =
                api.post(
                        "/api/environments",
                        Map.of(
                                "name",
                                "hostile",
                                "setup",
                                "printf 'AT-setup %s\\033[2J\\033]0;owned\\007\\342\\200\\256gpj\\n' '"
                                        + IMG
                                        + "'"));
        assertEquals(201, made.status(), made.body()::toString);
        agent =
                fleet.start(
                        "normal",
                        "AT-prompt " + IMG,
                        Map.of(
                                "harness",
                                "hostile",
                                "environment",
                                "hostile",
                                "title",
                                "AT-title " + IMG + "\u202egpj\u2066\u200b"));
        JsonNode decision = fleet.awaitDecision(agent);
        assertEquals("AT-asked " + WORDS, decision.path("title").asText());
    }

    /** Words, which are in nobody's way: nothing is too wide for a desk or a phone. */
    private void seen(String where, String... words) {
        inert.shows(where, words);
        for (var size : List.of(Chromium.PHONE, Chromium.DESKTOP)) {
            page.setViewportSize(size.width(), size.height());
            assertEquals(0, tab.pixelsBeyondTheEdge(), where + " " + size);
            assertEquals("", tab.accessibilityFaults(), where + " " + size);
        }
    }

    private void commit() throws Exception {
        repository.git("add", "-A");
        repository.git("-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-qm", "a");
    }

    private void turn(int which) throws Exception {
        api.post("/api/agents/" + agent + "/messages", Map.of("text", "go on"));
        fleet.awaitTurn(agent, which);
    }

    private void openAgent(String view) {
        open("/agents/" + fleet.agent(agent).path("name").asText() + view);
    }

    private void open(String path) {
        page.navigate(people.base() + path);
        page.locator("main h1").first().waitFor();
    }
}
