package dev.ratoon.controlplane.harnesses;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.ratoon.controlplane.agents.Consistency;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.page.Chromium;
import dev.ratoon.controlplane.page.Tab;
import dev.ratoon.scriptedmodel.Seen;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The title and the description of a pull request, asked of a real harness beside its turns. What
 * the model answers there, the lines say that the agent has changed.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(ScriptedProvider.class)
class WrittenPullIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** What is not of the conversation: what a call costs, and what a harness does at any time. */
    private static final Set<String> BESIDE =
            Set.of(
                    "model.called",
                    "harness.update",
                    "usage.reported",
                    "output",
                    "egress.refused",
                    "egress.used");

    @Inject TestPeople people;
    @Inject LogStore log;
    @TempDir Path directory;
    private Fleet fleet;
    private String agent = "";

    @BeforeEach
    void begin() throws Exception {
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
    }

    @AfterEach
    void theLogIsWholeAndTheStateFollowsFromIt() {
        if (!agent.isEmpty()) {
            fleet.api().delete("/api/agents/" + agent);
            Consistency.check(log, agent);
        }
    }

    private static void realHarnessesRunHere() throws Exception {
        boolean here =
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64")
                        && new ProcessBuilder("sh", "-c", "command -v npm").start().waitFor() == 0;
        Assumptions.assumeTrue(here, "real harnesses need npm, on Linux and amd64");
    }

    /** With its first turn kept. */
    private void started(String harness, String scenario) throws Exception {
        realHarnessesRunHere();
        Map<String, Object> with = Map.of("harness", harness, "model", "here/m");
        agent = fleet.start("auto", "scenario: " + scenario, with);
        kept(1);
    }

    private void kept(int turn) throws Exception {
        for (String step : List.of("checkpoint.kept", "checkpoint.made")) {
            Eventually.get(
                    step + " of turn " + turn,
                    PATIENCE,
                    () -> fleet.events(agent, step),
                    all -> all.stream().anyMatch(one -> one.at("/payload/turn").asInt() == turn));
        }
        fleet.await(agent, "idle");
    }

    private Api.Answer written() {
        return fleet.api().post("/api/agents/" + agent + "/pull-request/text", null);
    }

    private Future<Api.Answer> writing() {
        var asking = new FutureTask<>(this::written);
        Thread.ofVirtual().start(asking);
        return asking;
    }

    private JsonNode proposal() {
        return fleet.api().get("/api/agents/" + agent + "/pull-request").body();
    }

    private List<JsonNode> conversation() {
        return fleet.events(agent).stream()
                .filter(event -> !BESIDE.contains(event.path("type").asText()))
                .toList();
    }

    private void say(String text) {
        var sent = fleet.api().post("/api/agents/" + agent + "/messages", Map.of("text", text));
        assertTrue(sent.status() < 300, sent.body()::toString);
    }

    private void assertNot(String words, Api.Answer answer) {
        assertEquals(409, answer.status(), () -> answer.body() + "\n" + fleet.log(agent));
        String detail = answer.text("detail");
        assertTrue(detail.startsWith(words), detail);
        assertTrue(detail.endsWith("What was made of the log can be published as it is."), detail);
    }

    @Test
    @Tag("long")
    void theHarnessWritesItFromTheWorkAndTheConversationKnowsNothingOfIt() throws Exception {
        started("opencode", "leave-describe");
        JsonNode before = proposal();
        List<JsonNode> conversation = conversation();
        int calls = fleet.events(agent, "model.called").size();

        Api.Answer answer = written();
        assertEquals(200, answer.status(), () -> answer.body() + "\n" + fleet.log(agent));
        assertEquals("Say more in the notes", answer.text("title"));
        assertEquals(
                "They said too little: refers to #1, thanks @&#8203;ada.", answer.text("body"));

        Seen asked = ScriptedProvider.lastOfWork();
        assertEquals(Set.of(), asked.conversation().tools().keySet(), "it has no tools");
        assertTrue(asked.conversation().lastUser().contains("+scenario: describe"));
        assertEquals(conversation, conversation(), () -> fleet.log(agent));
        assertEquals(before, proposal(), "nothing has changed, and nothing is published");
        Eventually.get(
                "what it cost",
                () -> fleet.events(agent, "model.called"),
                called -> called.size() > calls);
        say("and now, scenario: say");
        fleet.awaitTurn(agent, 2);
        assertEquals("finished", fleet.outcome(agent, 2), () -> fleet.log(agent));
        String told = ScriptedProvider.lastOfWork().conversation().users().toString();
        assertFalse(told.contains("pull request"), told);
        assertTrue(told.contains("leave-describe"), told);
    }

    @Test
    @Tag("long")
    void codexWritesItToo() throws Exception {
        started("codex", "leave-describe");
        List<JsonNode> conversation = conversation();
        Api.Answer answer = written();
        assertEquals(200, answer.status(), () -> answer.body() + "\n" + fleet.log(agent));
        assertEquals("Say more in the notes", answer.text("title"));
        assertEquals(conversation, conversation(), () -> fleet.log(agent));
    }

    @Test
    @Tag("long")
    void anEndlessAnswerIsCutOff() throws Exception {
        started("opencode", "leave-endless");
        List<JsonNode> conversation = conversation();
        assertNot("The harness's answer is longer than 32000 characters", written());
        assertEquals(conversation, conversation(), () -> fleet.log(agent));
    }

    @Test
    @Tag("long")
    void aMessageToTheAgentGoesFirst() throws Exception {
        started("opencode", "leave-stall");
        int begun = ScriptedProvider.begun().size();
        Future<Api.Answer> answer = writing();
        Eventually.get("it is asked", ScriptedProvider::begun, all -> all.size() > begun);
        say("and now, scenario: say");
        fleet.awaitTurn(agent, 2);
        assertEquals("finished", fleet.outcome(agent, 2), () -> fleet.log(agent));
        assertNot(
                "A message to the agent came in between, and went first.",
                answer.get(30, TimeUnit.SECONDS));
    }

    @Tag("long")
    @Test
    void whereNoHarnessCanWriteItThatIsSaidInWords() throws Exception {
        agent = fleet.start("auto", "echo more >>README");
        kept(1);
        assertNot("The shell harness runs commands, and writes no texts.", written());
        fleet.api().post("/api/agents/" + agent + "/pause", null);
        fleet.await(agent, "paused");
        assertNot("Its sandbox is not running: resume the agent, then ask again.", written());
        assertEquals("1", proposal().path("turn").asText(), "what is made of the log is there");
    }

    @Test
    @Tag("long")
    void onThePageItStandsInTheFieldsForEditingAndWhatWasThereComesBack() throws Exception {
        started("opencode", "leave-describe");
        JsonNode made = proposal();
        try (var chromium = new Chromium();
                Tab tab = chromium.tab()) {
            tab.signIn(people.ownerLink());
            String name = fleet.agent(agent).path("name").asText();
            tab.page().navigate(people.base() + "/agents/" + name + "/changes");
            tab.button("Create a PR").click();
            var title = tab.page().getByLabel("Title");
            assertThat(title).hasValue(made.path("title").asText());
            tab.button("Write it from the work").click();
            assertThat(title)
                    .hasValue(
                            "Say more in the notes",
                            new LocatorAssertions.HasValueOptions().setTimeout(120_000));
            var body = tab.page().getByLabel("Description");
            assertThat(body).hasValue("They said too little: refers to #1, thanks @&#8203;ada.");
            body.fill("It said too little.");
            assertThat(body).hasValue("It said too little.");
            tab.button("Put back what was there").click();
            assertThat(title).hasValue(made.path("title").asText());
            assertThat(body).hasValue(made.path("body").asText());
            assertEquals(List.of(), tab.complaints());
        }
    }
}
