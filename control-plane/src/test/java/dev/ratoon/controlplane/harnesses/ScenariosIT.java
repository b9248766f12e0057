package dev.ratoon.controlplane.harnesses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.protocol.Frame;
import dev.ratoon.scriptedmodel.Seen;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do with agents whose harness is a real one, and what the model sees of that. */
@Tag("long")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(ScriptedProvider.class)
class ScenariosIT extends ScriptedStage {
    @ParameterizedTest
    @ValueSource(strings = {"opencode", "codex"})
    void onANewSandboxTheModelReceivesTheEarlierTurns(String harness) throws Exception {
        start(harness, "auto", "before the pause, scenario: edit");
        assertEquals("finished", outcome(1), () -> fleet.log(agent));
        fleet.api().post("/api/agents/" + agent + "/pause", null);
        fleet.await(agent, "paused");
        send("after the pause, scenario: say");
        assertEquals("finished", outcome(2), () -> fleet.log(agent));
        assertTrue(resumed(), () -> fleet.log(agent));
        List<String> users =
                ScriptedProvider.seen().stream()
                        .map(seen -> seen.conversation().users())
                        .filter(all -> all.toString().contains("after the pause"))
                        .toList()
                        .getLast();
        assertTrue(users.toString().contains("before the pause"), users::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"opencode", "codex"})
    void killedInTheMiddleItGoesOnAndTheModelSawEachPromptOnce(String harness) throws Exception {
        String mark = harness + " in the middle, ";
        start(harness, "auto", mark + "scenario: say");
        assertEquals("finished", outcome(1), () -> fleet.log(agent));
        send(mark + "scenario: stall");
        Eventually.get("the second turn", PATIENCE, () -> begun(mark), all -> all.size() == 2);
        process(harness).destroyForcibly();
        assertEquals("failed", outcome(2), () -> fleet.log(agent));
        send(mark + "again, scenario: say");
        assertEquals("finished", outcome(3), () -> fleet.log(agent));
        assertTrue(resumed(), () -> fleet.log(agent));
        assertEquals(begun(mark).stream().distinct().toList(), begun(mark));
    }

    @Test
    void aQuestionOfCodexIsAnsweredByAPerson() throws Exception {
        start("codex", "plan", "scenario: ask");
        JsonNode decision = decision();
        assertEquals("Which colour?", decision.path("title").asText(), decision::toString);
        assertEquals("Green", decision.at("/options/1/name").asText(), decision::toString);
        String green = decision.at("/options/1/id").asText();
        assertEquals(200, fleet.answer(agent, decision, Map.of("option", green)).status());
        assertEquals("finished", outcome(1), () -> fleet.log(agent));
        String last = ScriptedProvider.lastOfWork().body().path("input").toString();
        assertTrue(last.contains("Green"), last);
    }

    /** The file tells whether it ran: what a harness says of that is its own word. */
    @ParameterizedTest
    @ValueSource(strings = {"opencode", "codex"})
    void whatAPersonDeniesIsNotRunAndWhatIsAllowedIs(String harness) throws Exception {
        start(harness, "normal", "scenario: run");
        JsonNode first = decision();
        assertEquals(200, fleet.answer(agent, first, Map.of("outcome", "deny")).status());
        outcome(1);
        assertFalse(fleet.printed(agent).contains("it printed this"), () -> fleet.log(agent));
        assertEquals(new Frame.Exit(1), isThere("ran.txt"), () -> fleet.log(agent));
        assertEquals(1, calls().size(), () -> fleet.log(agent));
        send("scenario: run");
        assertEquals(200, fleet.answer(agent, decision(), Map.of("outcome", "allow")).status());
        assertEquals("finished", outcome(2), () -> fleet.log(agent));
        assertEquals(new Frame.Exit(0), isThere("ran.txt"), () -> fleet.log(agent));
        assertEquals(2, calls().size(), () -> fleet.log(agent));
        assertEquals(
                List.of(), fleet.events(agent, "decision.overstepped"), "it ran what it asked");
    }

    /** What the provider does wrong comes through the gateway, and the harness goes on. */
    @ParameterizedTest
    @ValueSource(strings = {"opencode", "codex"})
    void whatAProviderDoesWrongComesThroughTheGateway(String harness) throws Exception {
        start(harness, "auto", "scenario: several");
        assertEquals("finished", outcome(1), () -> fleet.log(agent));
        int turn = 1;
        if (harness.equals("codex")) {
            // The model fails once at the same place of a conversation: it is another place here.
            send("scenario: say");
            assertEquals("finished", outcome(++turn), () -> fleet.log(agent));
        }
        send("scenario: fail");
        assertEquals("finished", outcome(++turn), () -> fleet.log(agent));
        assertTrue(said().contains("At the second try."), said());
        send("scenario: cut");
        assertEquals("finished", outcome(++turn), () -> fleet.log(agent));
        assertTrue(said().contains("whole."), said());
        send("scenario: lie");
        assertEquals("finished", outcome(++turn), () -> fleet.log(agent));
        List<JsonNode> calls = modelCalls();
        assertTrue(calls.stream().anyMatch(c -> c.path("status").asInt() == 503), calls::toString);
        assertTrue(calls.stream().anyMatch(c -> c.path("cut").asBoolean()), calls::toString);
        JsonNode lie = calls.getLast();
        assertTrue(lie.path("estimated").asBoolean(), lie::toString);
        assertTrue(lie.path("input").asInt() > 1_000, lie::toString);
        assertEquals(List.of(), fleet.events(agent, "model.refused"));
        assertEquals(4, calls().size(), () -> fleet.log(agent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"opencode", "codex"})
    void itsModelIsToldWhatTheRepositoryAndThePersonaSay(String harness) throws Exception {
        Path repository = fleet.repository().folder();
        Files.writeString(repository.resolve("AGENTS.md"), "Words of the repository: heron.\n");
        fleet.repository().git("add", "-A");
        fleet.repository().git("-c", "user.name=M", "-c", "user.email=m@m", "commit", "-qm", "a");
        String persona = "p" + Long.toString(System.nanoTime(), 36);
        var made =
                fleet.api()
                        .post(
                                "/api/personas",
                                Map.of(
                                        "name",
                                        persona,
                                        "instructions",
                                        "Words of it: gull.",
                                        "tools",
                                        List.of("read", "grep")));
        assertTrue(made.status() < 300, made.body()::toString);
        agent =
                fleet.start(
                        "auto",
                        "scenario: say",
                        Map.of("harness", harness, "model", "here/m", "persona", persona));
        assertEquals("finished", outcome(1), () -> fleet.log(agent));
        Seen seen = ScriptedProvider.lastOfWork();
        String asked = seen.body().toString();
        assertTrue(asked.contains("Words of the repository: heron."), asked);
        assertTrue(asked.contains("Words of it: gull."), asked);
        // Its tools are words, and no wall: what there is to be called is the harness's.
        assertTrue(asked.contains("Use no other tools than these: read, grep."), asked);
        String shell = harness.equals("codex") ? "exec_command" : "bash";
        assertTrue(seen.conversation().tools().containsKey(shell), asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"opencode", "codex"})
    void atItsCapItsTurnEndsInWordsAndGoesOnAfterARaise(String harness) throws Exception {
        agent =
                fleet.start(
                        "auto",
                        harness + " at its cap, scenario: say",
                        Map.of(
                                "harness",
                                harness,
                                "model",
                                "here/m",
                                "limits",
                                Map.of("tokens", 100)));
        assertNotEquals("finished", outcome(1), () -> fleet.log(agent));
        assertEquals(List.of(), begun(harness + " at its cap"), "the model saw nothing");
        String words = fleet.agent(agent).path("cap").path("words").asText();
        assertTrue(words.contains("100"), words);
        assertEquals(1, fleet.events(agent, "limit.reached").size());
        mayUse(10_000_000);
        send("again, scenario: say");
        assertEquals("finished", outcome(2), () -> fleet.log(agent));
    }
}
