package dev.ratoon.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.protocol.Reported;
import dev.ratoon.scriptedmodel.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same scenarios through each real harness. */
abstract class ScenariosContract extends ScenarioStage {
    @TempDir Path folder;

    ScenariosContract(RealHarness harness) {
        super(harness);
    }

    /** Of more than one piece, and more than a harness reads at once. */
    @Tag("long")
    @Test
    void anImageBesideAPromptReachesTheModel() throws Exception {
        start("auto");
        byte[] image = Images.noise(500, 300);
        sandbox.control.prompt(1, "Please do this: scenario: think", image);
        assertEquals("finished", sandbox.control.awaitEnd(1).outcome(), sandbox.control.shown());
        String asked = model.lastOfWork().body().toString();
        String base64 = Base64.getEncoder().encodeToString(image);
        assertTrue(asked.contains("data:image/png;base64," + base64), () -> Images.cut(asked));
    }

    @Tag("long")
    @Test
    void whatItThinksAndSaysAndUsesIsTold() throws Exception {
        start("normal");
        assertEquals("finished", play(1, "think").outcome(), sandbox.control.shown());
        assertEquals("I weigh it.", said("thought"));
        assertTrue(said("text").endsWith("It is weighed."), said("text"));
        assertTrue(
                sandbox.control.all(Reported.UsageReported.class).stream()
                        .anyMatch(
                                used ->
                                        used.of().equals("turn")
                                                && used.usage().path("inputTokens").asLong() > 0),
                sandbox.control.shown());
        assertEquals(1, model.begun().size());
        assertEquals(List.of(), sandbox.control.violations);
    }

    @Tag("long")
    @Test
    void anEditIsOneCallWithItsDiff() throws Exception {
        start("auto");
        assertEquals("finished", play(1, "edit").outcome(), sandbox.control.shown());
        assertEquals("written by the model\n", Files.readString(repository().resolve("notes.txt")));
        assertEquals(1, calls().size(), sandbox.control.shown());
        assertTrue(
                sandbox.control.all(Reported.Tool.class).stream()
                        .map(tool -> tool.update().at("/content/0/type").asText())
                        .anyMatch("diff"::equals),
                sandbox.control.shown());
        assertEquals(
                List.of("completed"),
                sandbox.control.all(Reported.Tool.class).stream()
                        .map(tool -> tool.update().path("status").asText(""))
                        .filter("completed"::equals)
                        .distinct()
                        .toList());
    }

    @Tag("long")
    @Test
    void severalToolsOfOneReplyAreAsManyCalls() throws Exception {
        start("auto");
        assertEquals("finished", play(1, "several").outcome(), sandbox.control.shown());
        assertEquals(4, calls().size(), sandbox.control.shown());
        assertTrue(isThere("one.txt") && isThere("two.txt") && isThere("three.txt"));
    }

    @Test
    void whatIsAllowedIsRunAndWhatIsDeniedIsNot() throws Exception {
        start("normal");
        sandbox.control.prompt(1, "scenario: run");
        var first = asked();
        assertFalse(isThere("ran.txt"));
        sandbox.control.decide(first.request(), option(first, "reject_once"));
        sandbox.control.awaitEnd(1);
        assertFalse(isThere("ran.txt"), sandbox.control.shown());

        sandbox.control.prompt(2, "Again: scenario: run");
        var second =
                sandbox.control.await(
                        Reported.DecisionRequested.class,
                        asked -> !asked.request().equals(first.request()));
        sandbox.control.decide(second.request(), option(second, "allow_once"));
        assertEquals("finished", sandbox.control.awaitEnd(2).outcome());
        assertTrue(isThere("ran.txt"), sandbox.control.shown());
    }

    @Tag("long")
    @Test
    void modesAreSwitchedAndNothingIsWrittenUnaskedInPlanMode() throws Exception {
        start("plan");
        sandbox.control.prompt(1, "scenario: edit");
        awaitQuestionOrEnd();
        assertFalse(isThere("notes.txt"), sandbox.control.shown());
        sandbox.control.cancel(1);
        sandbox.control.awaitEnd(1);
        sandbox.control.switchTo("auto");
        sandbox.control.await(Reported.ModeReported.class, mode -> mode.mode().equals("auto"));
        assertEquals("finished", play(2, "edit").outcome(), sandbox.control.shown());
        assertTrue(isThere("notes.txt"), sandbox.control.shown());
        assertEquals(
                List.of(),
                sandbox.control.all(Reported.Notice.class).stream()
                        .filter(notice -> notice.words().contains("did not take"))
                        .toList());
    }

    /**
     * What a harness that holds a turn to the mode of its beginning is not told to be asked for.
     */
    @Tag("long")
    @Test
    void aStricterModeInTheMiddleOfATurnAsksOrIsToldToHoldFromTheNextOneOn() throws Exception {
        start("auto");
        sandbox.control.prompt(1, "scenario: two");
        sandbox.control.await(log -> isThere("one.txt"));
        sandbox.control.switchTo("normal");
        sandbox.control.await(Reported.ModeReported.class, mode -> mode.mode().equals("normal"));
        Files.createFile(repository().resolve("go.txt"));
        awaitQuestionOrEnd();
        boolean asks = !sandbox.control.all(Reported.DecisionRequested.class).isEmpty();
        boolean told =
                sandbox.control.all(Reported.Notice.class).stream()
                        .anyMatch(notice -> notice.words().contains("from the next turn on"));
        assertTrue(asks != told, sandbox.control.shown());
        assertTrue(told == isThere("two.txt"), sandbox.control.shown());
        sandbox.control.cancel(1);
        sandbox.control.awaitEnd(1);
    }

    @Tag("long")
    @Test
    void aCancelEndsWhatItStarted() throws Exception {
        start("auto");
        sandbox.control.prompt(1, "scenario: wait");
        sandbox.control.await(log -> !calls().isEmpty() && isRunning("sleep 4321"));
        sandbox.control.cancel(1);
        assertEquals("cancelled", sandbox.control.awaitEnd(1).outcome());
        sandbox.awaitNoProcess("sleep 4321");
        assertEquals("finished", play(2, "say").outcome(), sandbox.control.shown());
    }

    private boolean isRunning(String command) {
        try {
            return !sandbox.processes(command).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Tag("long")
    @Test
    void aKilledHarnessGoesOnWithItsSessionAndEachPromptReachesTheModelOnce() throws Exception {
        start("auto");
        play(1, "say");
        sandbox.control.prompt(2, "scenario: stall");
        sandbox.control.await(log -> said("text").contains("long") || model.begun().size() == 2);
        sandbox.harness(harness.command()).destroyForcibly();
        assertEquals("failed", sandbox.control.awaitEnd(2).outcome());
        assertEquals("finished", play(3, "edit").outcome(), sandbox.control.shown());
        assertTrue(
                sandbox.control.all(Reported.HarnessStarted.class).getLast().resumed(),
                sandbox.control.shown());
        assertEachPromptReachedTheModelOnce();
        assertTrue(
                model.lastOfWork().conversation().users().toString().contains("scenario: say"),
                "the model receives the earlier turns");
    }

    /** Each offers to go on with a session without telling it again: that offer is hidden here. */
    @Tag("long")
    @Test
    void aSessionThatIsLoadedIsNotToldAgainAndTheModelReceivesTheEarlierTurns() throws Exception {
        Path filter = folder.resolve("filter");
        Assignment.Harness whole = harness.at(model.url());
        Files.writeString(
                filter,
                "'%s' | sed -u '/\"agentCapabilities\"/s/\"resume\":/\"hidden\":/'\n"
                        .formatted(String.join("' '", whole.command())));
        start("auto", RealHarness.by(List.of("sh", filter.toString()), whole.model(), whole));
        assertEquals("finished", play(1, "edit").outcome(), sandbox.control.shown());
        List<Reported.Tool> tools = sandbox.control.all(Reported.Tool.class);
        sandbox.harness(harness.command()).destroyForcibly();
        sandbox.control.await(Reported.HarnessEnded.class, ended -> true);
        assertEquals("finished", play(2, "say").outcome(), sandbox.control.shown());
        assertTrue(
                sandbox.control.all(Reported.HarnessUpdate.class).stream()
                        .map(each -> each.update().path("method").asText())
                        .anyMatch("session/load"::equals),
                sandbox.control.shown());
        assertTrue(sandbox.control.all(Reported.HarnessStarted.class).getLast().resumed());
        assertEquals(tools, sandbox.control.all(Reported.Tool.class));
        for (String words : List.of("I write the file.", "The file is written.", "Hello from")) {
            assertEquals(2, said("text").split(words, -1).length, said("text"));
        }
        assertTrue(
                model.lastOfWork().conversation().users().toString().contains("scenario: edit"),
                model.lastOfWork().body().toString());
    }

    @Tag("long")
    @Test
    void theModelThatIsOrderedIsTheOneThatIsAskedAlsoAfterItWasStartedAgain() throws Exception {
        Assignment.Harness usual = harness.at(model.url());
        String other = harness.otherModel();
        start("auto", RealHarness.by(usual.command(), other, usual));
        assertEquals("finished", play(1, "say").outcome(), sandbox.control.shown());
        sandbox.harness(harness.command()).destroyForcibly();
        sandbox.control.await(Reported.HarnessEnded.class, ended -> true);
        assertEquals("finished", play(2, "think").outcome(), sandbox.control.shown());
        String asked = other.substring(other.indexOf('/') + 1);
        assertEquals(
                List.of(asked, asked),
                model.seen().stream()
                        .filter(Seen::begins)
                        .map(seen -> seen.conversation().model())
                        .toList());
    }

    @Tag("long")
    @Test
    void aKilledRunnerInterruptsTheTurn() throws Exception {
        start("auto");
        play(1, "say");
        sandbox.control.prompt(2, "scenario: stall");
        sandbox.control.await(log -> model.begun().size() == 2);
        sandbox.killRunner();
        sandbox.startRunner();
        assertEquals("interrupted", sandbox.control.awaitEnd(2).outcome());
        assertEquals("finished", play(3, "say").outcome(), sandbox.control.shown());
        assertEquals(3, model.begun().size(), "each once: " + model.begun());
    }

    @Tag("long")
    @Test
    void whatTheProviderDoesWrongIsTriedAgainOrToldInWords() throws Exception {
        start("auto");
        assertEquals("finished", play(1, "fail").outcome(), sandbox.control.shown());
        assertTrue(said("text").contains("At the second try."), said("text"));
        assertEquals("finished", play(2, "cut").outcome(), sandbox.control.shown());
        assertTrue(said("text").contains("whole."), said("text"));
        Reported.TurnEnded end = play(3, "fail-for-good");
        assertTrue(
                end.outcome().equals("failed") || said("text").contains("wants this to fail"),
                sandbox.control.shown());
        assertEquals("finished", play(4, "say").outcome(), sandbox.control.shown());
    }

    @Tag("long")
    @Test
    void aLieAboutUsageIsReportedAsWhatItIsSaidToBe() throws Exception {
        start("auto");
        play(1, "lie");
        assertTrue(
                sandbox.control.all(Reported.UsageReported.class).stream()
                        .anyMatch(used -> used.usage().path("inputTokens").asLong() == 1),
                sandbox.control.shown());
    }

    @Tag("long")
    @Test
    void onANewSandboxTheModelReceivesTheEarlierTurns() throws Exception {
        start("auto");
        assertGoesOnWithout("workspace", "link");
    }

    @Tag("long")
    @Test
    void soItDoesWhereWhatTheRunnerKnewIsLostToo() throws Exception {
        start(Sandbox.resuming(Sandbox.assignment("auto", harness.at(model.url())), null));
        assertGoesOnWithout("workspace", "link", "state");
    }

    private void assertGoesOnWithout(String... lost) throws Exception {
        play(1, "edit");
        sandbox.control.await(Reported.CheckpointMade.class, made -> made.turn() == 1);
        sandbox.killRunner();
        sandbox.awaitNoProcess(harness.command());
        sandbox.lose(lost);
        sandbox.control.allTurnsAreOver();
        sandbox.startHands();
        sandbox.startRunner();
        assertEquals("finished", play(2, "say").outcome(), sandbox.control.shown());
        assertTrue(sandbox.control.all(Reported.HarnessStarted.class).getLast().resumed());
        assertTrue(
                model.lastOfWork().conversation().users().toString().contains("scenario: edit"),
                model.lastOfWork().body().toString());
    }

    /** All but what a harness tells by itself at any time. */
    private List<Reported> conversation() {
        return sandbox.control.all(Reported.class).stream()
                .filter(
                        each ->
                                !(each instanceof Reported.HarnessUpdate)
                                        && !(each instanceof Reported.UsageReported))
                .toList();
    }

    @Tag("long")
    @Test
    void whatItIsAskedBesideItsTurnsItAnswersAndItIsNoTurn() throws Exception {
        start("auto");
        play(1, "think");
        sandbox.control.await(Reported.CheckpointMade.class, made -> made.turn() == 1);
        assertTrue(
                sandbox.control.all(Reported.HarnessUpdate.class).stream()
                        .map(each -> each.update().at("/result/agentCapabilities"))
                        .anyMatch(can -> can.at("/sessionCapabilities/close").isObject()),
                "it can be told to close the question's session");
        List<Reported> before = conversation();
        ExecStream answer = sandbox.control.ask("Beside the turns, scenario: describe");
        assertEquals(0, answer.awaitExit(), () -> answer.refused() + sandbox.control.shown());
        assertTrue(
                answer.output().startsWith("Say more in the notes\n\nThey said too little"),
                answer::output);
        assertEquals(before, conversation(), "the log tells nothing of it");
        assertFalse(sandbox.control.shown().contains("Say more"), sandbox.control.shown());
        assertEquals("finished", play(2, "say").outcome(), sandbox.control.shown());
        String told = model.lastOfWork().conversation().users().toString();
        assertTrue(told.contains("scenario: think") && !told.contains("Beside the turns"), told);
        assertEquals(List.of(), sandbox.control.violations);
    }

    @Tag("long")
    @Test
    void whatItWantsToDoBesideItsTurnsIsDeniedInWhateverMode() throws Exception {
        start("auto");
        play(1, "say");
        ExecStream run = sandbox.control.ask("Beside the turns, scenario: run");
        assertEquals(-1, run.awaitExit(), run::output);
        assertTrue(String.valueOf(run.refused()).contains("denied"), run::refused);
        sandbox.control.ask("Beside the turns, scenario: edit").awaitExit();
        assertFalse(isThere("notes.txt") || isThere("ran.txt"), sandbox.control.shown());
        assertEquals(List.of(), calls());
        assertEquals("finished", play(2, "edit").outcome(), sandbox.control.shown());
        assertTrue(isThere("notes.txt"), "its turns may what they might");
    }

    @Tag("long")
    @Test
    void aTurnGoesBeforeWhatIsAskedBesideIt() throws Exception {
        start("auto");
        play(1, "say");
        ExecStream answer = sandbox.control.ask("Beside the turns, scenario: stall");
        sandbox.control.await(log -> model.begun().toString().contains("Beside the turns"));
        assertEquals(
                "Its harness is being asked already. Wait for that.",
                sandbox.control.askInVain("And this?"));
        assertEquals("finished", play(2, "say").outcome(), sandbox.control.shown());
        assertEquals(-1, answer.awaitExit(), answer::output);
        assertEquals("A message to the agent came in between, and went first.", answer.refused());
        sandbox.control.prompt(3, "scenario: stall");
        sandbox.control.await(log -> model.begun().size() >= 4);
        assertEquals(
                "The agent is at work. Ask again when its turn is over.",
                sandbox.control.askInVain("And now?"));
    }

    @Tag("long")
    @Test
    void anEndlessAnswerIsCutAndItGoesOn() throws Exception {
        start("auto");
        play(1, "say");
        ExecStream answer = sandbox.control.ask("Beside the turns, scenario: endless");
        assertEquals(-1, answer.awaitExit(), answer::output);
        assertTrue(String.valueOf(answer.refused()).contains("cut off"), answer::refused);
        assertEquals("finished", play(2, "say").outcome(), sandbox.control.shown());
    }
}
