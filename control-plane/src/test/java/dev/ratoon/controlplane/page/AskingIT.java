package dev.ratoon.controlplane.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.egress.OutsideOfTest;
import dev.ratoon.controlplane.egress.OutsideStub;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent needs a person for, in a real browser: a host, and a question with a form. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = OutsideStub.class, restrictToAnnotatedClass = true)
@TestProfile(AskingIT.Asking.class)
class AskingIT {
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private static final LocatorAssertions.IsAttachedOptions ATTACHED =
            new LocatorAssertions.IsAttachedOptions().setTimeout(60_000);

    private static Chromium chromium;

    public static class Asking implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(OutsideOfTest.class);
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ratoon.harnesses.asker.command", "sh,asker.sh");
        }
    }

    @Inject TestPeople people;

    @ConfigProperty(name = "test.outside.plain")
    int plain;

    @TempDir Path directory;
    private Fleet fleet;
    private String agent = "";

    @BeforeAll
    static void start() {
        chromium = new Chromium();
    }

    @AfterAll
    static void end() {
        chromium.close();
    }

    @BeforeEach
    void begin() throws Exception {
        GitRepository repository = GitRepository.in(directory);
        try (InputStream script =
                Objects.requireNonNull(AskingIT.class.getResourceAsStream("asker.sh"))) {
            Files.copy(script, repository.folder().resolve("asker.sh"));
        }
        repository.git("add", "-A");
        repository.git(
                "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-qm", "two");
        fleet = new Fleet(people.owner(), repository);
    }

    @AfterEach
    void delete() {
        fleet.api().delete("/api/agents/" + agent);
    }

    @Tag("long")
    @Test
    void a_refused_host_is_allowed_from_the_conversation_and_the_agent_is_let_through()
            throws Exception {
        String web = OutsideOfTest.WEB + ":" + plain;
        String curl = "curl -sS -m 20 http://" + web + "/hello";
        agent = fleet.start("auto", curl + "\n" + curl + "\ncurl -sS -m 20 http://other.example/");
        fleet.awaitTurn(agent, 1);
        try (Tab tab = chromium.tab(Chromium.PHONE, ColorScheme.LIGHT)) {
            open(tab);
            Locator card = tab.page().getByLabel("Refused by the egress gateway");
            assertThat(card)
                    .hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(60_000));
            assertThat(card).containsText("for 60 minutes");
            assertEquals("", tab.accessibilityFaults());
            assertEquals(0, tab.pixelsBeyondTheEdge());
            tab.button("Allow once: " + web).click();
            assertThat(card).containsText("for this agent, until");
            say(2, curl);
            assertThat(tab.page().getByText("hello from outside").first()).isAttached(ATTACHED);
            tab.button("Take back: " + web).click();
            assertThat(tab.button("Always: " + web)).isVisible();
            tab.button("Always: other.example").click();
            assertThat(card).containsText("for all agents of its owner or team");
            tab.button("Tell it to try again: other.example").click();
            assertThat(tab.page().getByText("You may reach other.example now. Try again.").first())
                    .isVisible(LONG);
            assertEquals(List.of(), tab.complaints());
        }
        JsonNode kept = fleet.api().get("/api/egress").body().path("hosts");
        assertEquals("other.example", kept.path(0).path("host").asText(), kept::toString);
        fleet.api().delete("/api/egress/" + kept.path(0).path("id").asText());
    }

    @Tag("long")
    @Test
    void a_question_with_a_form_is_answered_on_a_phone_and_nothing_that_does_not_fit()
            throws Exception {
        agent = fleet.start("normal", "ask", Map.of("harness", "asker"));
        JsonNode decision = fleet.awaitDecision(agent);
        assertEquals(
                422,
                fleet.answer(
                                agent,
                                decision,
                                Map.of("option", "accept", "message", "{\"name\":\"x\"}"))
                        .status());
        try (Tab phone = chromium.tab(Chromium.PHONE, ColorScheme.DARK)) {
            phone.signIn(people.ownerLink());
            Locator asked = phone.page().locator("section.decision");
            assertThat(asked).containsText("How is it to look? <img src=x>");
            assertThat(asked).containsText("Its n⟨U+202E⟩ame");
            assertEquals("", phone.accessibilityFaults());
            assertEquals(0, phone.pixelsBeyondTheEdge());
            phone.button("Answer").click();
            assertThat(asked.getByText("This is needed.").first()).isVisible();
            phone.page().getByLabel("Its n⟨U+202E⟩ame").fill("Ada's");
            phone.page().getByLabel("How many").fill("3");
            phone.page().getByLabel("Yes").check();
            phone.page().getByLabel("Green (g)").check();
            phone.page().getByLabel("large").check();
            phone.button("Answer").click();
            fleet.awaitTurn(agent, 1);
            open(phone);
            assertThat(
                            phone.page()
                                    .getByText(
                                            "It heard {action:accept,content:{name:Ada's,count:3,"
                                                    + "sure:true,colour:g,sizes:[large]}}"))
                    .isVisible(LONG);
            assertThat(phone.page().locator("section.plan")).containsText("Plan, 1 of 2 done");
            assertThat(phone.page().locator("section.plan")).containsText("Go <b>on</b>");
            assertThat(phone.page().locator("main img")).hasCount(0);

            phone.page().getByLabel("Message to the agent").fill("again");
            phone.button("Send").click();
            phone.page()
                    .getByRole(AriaRole.BUTTON, named("Cancel"))
                    .click(new Locator.ClickOptions().setTimeout(60_000));
            assertThat(phone.page().getByText("It heard {action:cancel}")).isVisible(LONG);
            assertThat(phone.page().getByText("put away")).isVisible();

            phone.page().getByLabel("Message to the agent").fill("once more");
            phone.button("Send").click();
            phone.page()
                    .getByRole(AriaRole.BUTTON, named("Decline"))
                    .click(new Locator.ClickOptions().setTimeout(60_000));
            assertThat(phone.page().getByText("It heard {action:decline}")).isVisible(LONG);
            assertThat(phone.page().getByText("declined “")).isVisible();
            assertEquals(List.of(), phone.complaints());
        }
    }

    @Test
    void a_command_is_allowed_always_until_the_settings_take_that_back() throws Exception {
        String rm = "rm -f nothing";
        agent = fleet.start("normal", rm);
        try (Tab tab = chromium.tab()) {
            open(tab);
            assertThat(tab.button("Allow once")).isVisible(LONG);
            tab.page().getByText("Always, for").click();
            fleet.awaitTurn(agent, 1);
            // Nobody is asked: else it would wait.
            say(2, rm);

            tab.page().navigate(tab.page().url() + "/settings");
            Locator rule = tab.page().getByRole(AriaRole.LISTITEM).filter(having(rm));
            assertThat(rule).isVisible(LONG);
            rule.getByText("Remove").click();
            assertThat(rule).hasCount(0);
            fleet.api().post("/api/agents/" + agent + "/messages", Map.of("text", rm));
            open(tab);
            assertThat(tab.button("Allow once")).isVisible(LONG);
            tab.button("Allow once").click();
            fleet.awaitTurn(agent, 3);
            assertEquals(List.of(), tab.complaints());
        }
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private void open(Tab tab) {
        if (tab.page().url().equals("about:blank")) {
            tab.signIn(people.ownerLink());
        }
        tab.page().navigate(people.base() + "/agents/" + fleet.agent(agent).path("name").asText());
    }

    private void say(int turn, String text) throws Exception {
        fleet.api().post("/api/agents/" + agent + "/messages", Map.of("text", text));
        fleet.awaitTurn(agent, turn);
    }

    private static com.microsoft.playwright.Page.GetByRoleOptions named(String name) {
        return new com.microsoft.playwright.Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
