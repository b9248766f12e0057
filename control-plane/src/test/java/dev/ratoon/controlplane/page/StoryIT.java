package dev.ratoon.controlplane.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.demo.Demo;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.pulls.Bare;
import dev.ratoon.controlplane.pulls.Hub;
import dev.ratoon.controlplane.pulls.HubResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An agent's whole life as its people see it, in a browser on a desk and in one on a phone: real
 * OpenCode, a pull request that is read upstream with git. It is filmed: that is the documents'
 * recording.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = HubResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = StoryModel.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init")
class StoryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout((double) PATIENCE.toMillis());
    private static final LocatorAssertions.ContainsTextOptions LONG_TEXT =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    private static final LocatorAssertions.HasCountOptions LONG_COUNT =
            new LocatorAssertions.HasCountOptions().setTimeout(60_000);

    private static final Pattern LINE = Pattern.compile("Line \\d+\\.");

    private static final String ENDED = "the end of its turn";
    private static final Duration GLANCE = Duration.ofMillis(1_300);
    private static final Duration LOOK = Duration.ofMillis(2_300);

    /** Of the hub, as it says itself. */
    private @Nullable Path repositories;

    private BinaryOperator<String> api;

    @Inject TestPeople people;
    private Api ada;
    private Fleet fleet;
    private Bare upstream;
    private String agent = "";
    private Chromium chromium;
    private Tab desk;
    private Tab phone;
    private Film film;

    @BeforeEach
    void adaHasARepositoryWhoseTestFails() throws Exception {
        Assumptions.assumeTrue(repositories != null, "needs npm, on Linux and amd64");
        var her = Map.of("name", "ada-byron", "displayName", "Ada Byron", "role", "member");
        ada = people.nobody().signIn(people.owner().post("/api/users", her).text("link"));
        assertEquals(200, ada.put("/api/github", Map.of("token", Hub.ADA)).status());
        fleet = new Fleet(ada, new GitRepository(Path.of("/nowhere")));
        String made = api.apply("POST /user/repos", "{\"name\":\"greeting\",\"auto_init\":true}");
        assertTrue(made.contains("\"full_name\""), made);
        upstream = Bare.in(repositories.resolve("ada/greeting.git"));
        for (String file : List.of("README.md", "greet.sh", "test.sh")) {
            upstream.commit("main", file, sample(file));
        }
        chromium = new Chromium();
        desk = chromium.tab(Film.DESK, ColorScheme.LIGHT);
        phone = chromium.tab(Film.PHONE, ColorScheme.LIGHT);
        film = new Film(chromium);
    }

    @AfterEach
    void end() {
        if (chromium != null) {
            chromium.close();
            ada.delete("/api/agents/" + agent);
        }
    }

    @Tag("long")
    @Test
    void from_a_prompt_through_a_yes_on_a_phone_to_a_pull_request() throws Exception {
        isStarted();
        isAnsweredFromThePhone();
        isAllowedAtTheDeskUntilTheEnd(1, "Look at an edit before it is made");
        assertThat(ended()).containsText("Finished.", LONG_TEXT);
        film.shows(LOOK, "It goes on, and says what came of it", desk);
        isToldMore();
        isReviewed();
        isPublished();
        Documents.recording(film.gif(), "story.gif");
        isSeenOnEveryScreen();
        isCutOffAndReadAnewAmidItsTurn();
        isStopped();
        isDeletedAndTakenBack();
        assertEquals(List.of(), desk.complaints());
        assertEquals(List.of(), phone.complaints());
    }

    private void isStarted() throws Exception {
        Page page = open(desk, "/new");
        desk.says("New agent");
        page.locator("#new-repository").fill("ada/greeting");
        assertThat(page.locator("[role=option]").first()).containsText("ada/greeting", LONG_TEXT);
        page.locator("#new-harness").fill("OpenCode");
        assertThat(page.locator("[role=option]").first()).containsText("OpenCode", LONG_TEXT);
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        page.locator("#new-model").fill("scripted/demo");
        page.locator("#new-prompt").fill("");
        film.shows(GLANCE, "Choose a repository and who works on it", desk);
        page.locator("#new-prompt")
                .fill(
                        "The test of this repository fails: greet.sh does not greet by name.\n\n"
                                + "Mend it, and tell me what it was.");
        film.shows(LOOK, "Say what is to be done", desk);
        page.keyboard().press("Control+Enter");
        page.waitForURL("**/agents/*");
        agent = ada.get("/api/agents").body().path("agents").path(0).path("id").asText();
        assertFalse(agent.isEmpty(), "her only agent is there");
        assertThat(page.locator(".queue li, article.bubble").first()).isVisible(LONG);
        film.shows(GLANCE, "It gets a sandbox and a branch of its own", desk);
    }

    private void isAnsweredFromThePhone() throws Exception {
        assertThat(desk.button("Allow once")).isVisible(LONG);
        film.shows(LOOK, "It asks before it runs something", desk);
        Page page = open(phone, "/");
        assertThat(page.getByText("sh -c 'sh test.sh'").first()).isVisible(LONG);
        assertEquals(0, phone.pixelsBeyondTheEdge());
        film.shows(LOOK, "Answer it from wherever you are", desk, phone);
        String asked = asked(1, "");
        phone.button("Allow once").click();
        assertThat(desk.page().getByText("ada-byron allowed").first()).isVisible(LONG);
        film.shows(GLANCE, "Answer it from wherever you are", desk, phone);
        asked(1, asked);
    }

    private void isAllowedAtTheDeskUntilTheEnd(int turn, String first) throws Exception {
        String words = first;
        for (String asked = asked(turn, ""); !asked.equals(ENDED); asked = asked(turn, asked)) {
            assertThat(desk.button("Allow once")).isVisible(LONG);
            film.shows(GLANCE, words, desk);
            desk.button("Allow once").click();
            words = "Allow it once, or this exact command always";
        }
    }

    private void isToldMore() throws Exception {
        say("Write into USAGE.md how it is used.");
        isAllowedAtTheDeskUntilTheEnd(2, "Tell it what else is to be done");
        assertThat(ended()).containsText("Finished.", LONG_TEXT);
        Eventually.get(
                "the checkpoint of its second turn\n" + fleet.log(agent),
                () -> fleet.events(agent, "checkpoint.kept"),
                kept ->
                        kept.stream()
                                .anyMatch(one -> one.path("payload").path("turn").asInt() == 2));
    }

    private void isReviewed() throws Exception {
        desk.page().getByRole(AriaRole.LINK, named("Changes")).click();
        assertThat(desk.page().locator(".line.added").first()).isVisible(LONG);
        film.shows(LOOK, "Look at what it changed", desk);
        desk.button("Create a PR").click();
        assertThat(desk.page().locator("#pull-title")).isVisible(LONG);
        desk.page().getByLabel("Title").fill("Greet by the name that is given");
        desk.page()
                .getByLabel("Description")
                .fill("`greet` printed a variable that nothing sets. `USAGE.md` is new.");
        film.shows(LOOK, "See what is published, before it is", desk);
    }

    private void isPublished() throws Exception {
        desk.button("Publish").click();
        assertThat(desk.page().getByText("Pull request #1").first()).isVisible(LONG);
        desk.page().evaluate("scrollTo(0, 0)");
        film.shows(LOOK, "Your pull request, in your name", desk);
        String branch = fleet.agent(agent).path("branch").asText();
        assertTrue(upstream.git("show", branch + ":greet.sh").contains("Hello, $1!"));
        assertTrue(upstream.git("show", branch + ":USAGE.md").contains("greet Ada"));
        assertEquals(
                "Ada Byron Greet by the name that is given",
                upstream.git("log", "-1", "--format=%an %s", branch));
    }

    private void isSeenOnEveryScreen() throws Exception {
        String at = "/agents/" + fleet.agent(agent).path("name").asText();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            try (Tab tab = chromium.tab(Documents.WINDOW, scheme, Documents.SHARP);
                    Tab small = chromium.tab(Chromium.PHONE, scheme, Documents.SHARP)) {
                for (Tab each : List.of(tab, small)) {
                    String screen = each == tab ? "" : "-phone";
                    Page page = open(each, at);
                    assertThat(page.locator("li[data-kind=end]").nth(1)).isVisible(LONG);
                    Documents.picture(each, "agent" + screen, scheme);
                    page.navigate(people.base() + at + "/changes");
                    assertThat(page.locator(".line.added").first()).isVisible(LONG);
                    Documents.picture(each, "changes" + screen, scheme);
                }
            }
        }
    }

    private void isCutOffAndReadAnewAmidItsTurn() throws Exception {
        Page page = desk.page();
        page.getByRole(AriaRole.LINK, named("Work")).click();
        say("Tell me line by line what the test says.");
        String asked = asked(3, "");
        assertThat(desk.button("Allow once")).isVisible(LONG);
        desk.online(false);
        assertThat(page.getByText("Ratoon does not answer")).isVisible(LONG);
        phone.button("Allow once").click();
        asked = asked(3, asked);
        assertThat(page.getByText("Line 8.")).hasCount(0);
        desk.online(true);
        assertThat(page.getByText("Line 8.")).isVisible(LONG);

        page.reload();
        assertThat(desk.button("Allow once")).isVisible(LONG);
        assertEquals(lines(8), linesOf(page));
        desk.button("Allow once").click();
        assertThat(page.getByText("Line 9.")).isVisible(LONG);
        page.reload();
        assertEquals(ENDED, asked(3, asked));
        assertThat(page.locator("li[data-kind=end]")).hasCount(3, LONG_COUNT);
        assertThat(ended()).containsText("Finished.");
        assertEquals(lines(16), linesOf(page));
        try (Tab other = chromium.tab()) {
            open(other, "/agents/" + fleet.agent(agent).path("name").asText());
            assertThat(other.page().locator("li[data-kind=end]")).hasCount(3, LONG_COUNT);
            assertEquals(conversation(other.page()), conversation(page));
        }
    }

    private static List<String> lines(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(n -> "Line " + n + ".").toList();
    }

    private static List<String> linesOf(Page page) {
        String all = String.join("\n", conversation(page));
        return LINE.matcher(all).results().map(MatchResult::group).toList();
    }

    private static List<String> conversation(Page page) {
        return page.locator(".conversation > li").allInnerTexts();
    }

    private void isStopped() throws Exception {
        say("Look through the rest.");
        Eventually.get(
                "its fourth turn\n" + fleet.log(agent),
                PATIENCE,
                () -> fleet.events(agent, "turn.given"),
                given -> given.size() == 4);
        desk.button("Stop").click();
        assertThat(ended()).containsText("Stopped", LONG_TEXT);
    }

    private void isDeletedAndTakenBack() {
        desk.button("Delete").click();
        desk.button("Undo").click();
        assertThat(desk.page().locator("li.row[data-agent]").first()).isVisible(LONG);
    }

    private void say(String text) {
        desk.page().getByLabel("Message to the agent").fill(text);
        desk.button("Send").click();
    }

    /** The decision that waits after that one, or that the turn has ended. */
    private String asked(int turn, String before) throws Exception {
        return Eventually.get(
                "a decision in turn " + turn + "\n" + fleet.log(agent),
                PATIENCE,
                () -> fleet.outcome(agent, turn).equals("none") ? open() : ENDED,
                now -> !now.isEmpty() && !now.equals(before));
    }

    private String open() {
        var all = ada.get("/api/agents/" + agent + "/decisions").body().path("decisions");
        return all.path(0).path("id").asText();
    }

    private Page open(Tab tab, String path) {
        Documents.still(tab.page());
        tab.signIn(ada.post("/api/login-links", Map.of()).text("link"));
        tab.page().navigate(people.base() + path);
        return tab.page();
    }

    /** How the newest turn has ended. */
    private Locator ended() {
        return desk.page().locator("li[data-kind=end]").last();
    }

    private static String sample(String file) throws Exception {
        try (InputStream in = Objects.requireNonNull(Demo.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
