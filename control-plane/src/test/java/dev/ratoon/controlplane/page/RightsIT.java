package dev.ratoon.controlplane.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.BoundingBox;
import dev.ratoon.controlplane.access.TeamStore;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two people of one team and an agent of it, which one of them may work with and the other may look
 * at: what each is offered, in a browser each.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class RightsIT {
    private static final LocatorAssertions.IsVisibleOptions LONG =
            new LocatorAssertions.IsVisibleOptions().setTimeout(30_000);

    private static final List<String> VIEWS = List.of("", "/changes", "/log", "/settings");

    private static Chromium chromium;

    @Inject TestPeople people;
    @Inject TeamStore teams;
    @TempDir Path directory;

    private Api owner;
    private Fleet fleet;
    private String team;
    private TestPeople.Person bob;
    private TestPeople.Person eve;
    private String agent = "";
    private String name = "";

    @BeforeAll
    static void start() {
        chromium = new Chromium();
    }

    @AfterAll
    static void end() {
        chromium.close();
    }

    @BeforeEach
    void anAgentOfTheirTeam() throws Exception {
        owner = people.owner();
        bob = people.invited("member");
        eve = people.invited("member");
        team = "rights-" + eve.name();
        owner.post("/api/teams", Map.of("name", team));
        joined(bob, "member");
        joined(eve, "viewer");
        fleet = new Fleet(owner, GitRepository.in(directory));
        String id = teams.mustBeNamed(team).id().toString();
        agent = fleet.start("normal", "echo more >>README\nmake deploy", Map.of("team", id));
        JsonNode first = fleet.awaitDecision(agent);
        fleet.answer(agent, first, Map.of("outcome", "allow"));
        fleet.awaitDecisionAfter(agent, first);
        name = fleet.agent(agent).path("name").asText();
    }

    @AfterEach
    void delete() {
        owner.delete("/api/agents/" + agent);
    }

    @Tag("long")
    @Test
    void who_may_look_on_is_offered_nothing_else_until_they_may_and_then_at_once()
            throws Exception {
        try (Tab works = chromium.tab();
                Tab looks = chromium.phone()) {
            signIn(works, bob);
            signIn(looks, eve);
            works.page().navigate(people.base() + "/");
            looks.page().navigate(people.base() + "/");
            assertThat(row(works).getByText("Allow once")).isVisible(LONG);
            assertThat(row(looks)).isVisible(LONG);
            assertThat(looks.page().locator("[data-group=others]")).containsText("Needs the");
            assertThat(row(looks).getByText("Allow once")).hasCount(0);
            assertEquals(Set.of("Pause", "Mute"), menu(works));
            assertEquals(Set.of("Mute"), menu(looks));

            for (String view : VIEWS) {
                open(looks, view);
                assertEquals("", looks.accessibilityFaults(), view);
                assertEquals(0, looks.pixelsBeyondTheEdge(), view);
                for (String button : List.of("Stop", "Pause", "Delete", "Send", "Save")) {
                    assertThat(looks.button(button)).hasCount(0);
                }
                assertThat(looks.button("Mute")).isVisible();
                open(works, view);
                assertThat(works.button("Stop")).isVisible();
                assertThat(works.button("Delete")).hasCount(0);
            }
            open(looks, "");
            assertThat(looks.page().getByText("Who works with this agent answers it."))
                    .isVisible(LONG);
            assertThat(looks.page().getByLabel("Message to the agent")).hasCount(0);

            joined(eve, "member");
            assertThat(looks.button("Allow once")).isVisible(LONG);
            for (String answer : List.of("Allow once", "Deny with a message")) {
                BoundingBox box = looks.button(answer).boundingBox();
                assertTrue(box.width > 300 && box.height >= 48, answer + " for a thumb");
            }
            assertThat(looks.page().getByLabel("Message to the agent")).isVisible(LONG);
            looks.button("Allow once").click();
            assertThat(looks.page().getByText(eve.name() + " allowed")).isVisible(LONG);
            fleet.awaitTurn(agent, 1);
            assertEquals(List.of(), works.complaints());
            assertEquals(List.of(), looks.complaints());
        }
    }

    @Tag("long")
    @Test
    void what_an_admin_of_the_team_may_is_offered_and_what_they_may_not_is_gone_at_once()
            throws Exception {
        joined(bob, "admin");
        try (Tab tab = chromium.tab()) {
            signIn(tab, bob);
            open(tab, "");
            assertThat(tab.button("Delete")).isVisible(LONG);
            joined(bob, "viewer");
            assertThat(tab.button("Delete")).hasCount(0);
            assertThat(tab.button("Stop")).hasCount(0);
            assertThat(tab.button("Mute")).isVisible();
            assertEquals(List.of(), tab.complaints());
        }
    }

    private void joined(TestPeople.Person person, String role) {
        String place = "/api/teams/" + team + "/members/" + person.name();
        assertEquals(204, owner.put(place, Map.of("role", role)).status());
    }

    private static void signIn(Tab tab, TestPeople.Person person) {
        tab.signIn(person.api().post("/api/login-links", Map.of()).text("link"));
    }

    private void open(Tab tab, String view) {
        tab.page().navigate(people.base() + "/agents/" + name + view);
        assertThat(tab.page().locator(".agent-head .state")).isVisible(LONG);
    }

    private Locator row(Tab tab) {
        return tab.page().locator("[data-agent='" + agent + "']");
    }

    private Set<String> menu(Tab tab) {
        row(tab).locator("button.more").click();
        Set<String> titles = new TreeSet<>(tab.page().locator("[role=menuitem]").allTextContents());
        tab.page().keyboard().press("Escape");
        return titles;
    }
}
