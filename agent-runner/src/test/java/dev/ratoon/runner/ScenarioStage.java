package dev.ratoon.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Reported;
import dev.ratoon.scriptedmodel.ScriptedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A real harness in a sandbox, as the runner drives it, before the scripted model. */
abstract class ScenarioStage {
    final RealHarness harness;
    ScriptedModel model;
    Sandbox sandbox;

    ScenarioStage(RealHarness harness) {
        this.harness = harness;
    }

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        RealHarness.install();
    }

    @BeforeEach
    void startModel() throws IOException {
        model = ScriptedModel.start();
    }

    @AfterEach
    void stop() throws IOException {
        if (sandbox != null) {
            sandbox.close();
        }
        model.close();
    }

    void start(String mode) throws IOException, InterruptedException {
        start(mode, harness.at(model.url()));
    }

    void start(String mode, Assignment.Harness order) throws IOException, InterruptedException {
        start(Sandbox.assignment(mode, order));
    }

    void start(Assignment assignment) throws IOException, InterruptedException {
        sandbox = new Sandbox(assignment, false);
        sandbox.more.put("npm_config_offline", "true");
        sandbox.start();
    }

    Reported.TurnEnded play(int turn, String scenario) throws InterruptedException {
        sandbox.control.prompt(turn, "Please do this: scenario: " + scenario);
        return sandbox.control.awaitEnd(turn);
    }

    boolean isThere(String file) {
        return Files.exists(repository().resolve(file));
    }

    Path repository() {
        return sandbox.root.resolve("workspace/repository");
    }

    String said(String kind) {
        var text = new StringBuilder();
        sandbox.control.all(Reported.Said.class).stream()
                .filter(said -> said.kind().equals(kind))
                .forEach(said -> text.append(said.text()));
        return text.toString();
    }

    List<String> calls() {
        return sandbox.control.all(Reported.Tool.class).stream()
                .map(Reported.Tool::call)
                .distinct()
                .toList();
    }

    Reported.DecisionRequested asked() throws InterruptedException {
        return sandbox.control.await(Reported.DecisionRequested.class, asked -> true);
    }

    void awaitQuestionOrEnd() throws InterruptedException {
        sandbox.control.await(
                log ->
                        log.stream().anyMatch(Reported.TurnEnded.class::isInstance)
                                || log.stream()
                                        .anyMatch(Reported.DecisionRequested.class::isInstance));
    }

    String option(Reported.DecisionRequested asked, String kind) throws IOException {
        for (var option : Messages.JSON.readTree(asked.raw()).path("options")) {
            if (option.path("kind").asText().equals(kind)) {
                return option.path("optionId").asText();
            }
        }
        throw new AssertionError("no " + kind + " in " + asked.raw());
    }

    void assertEachPromptReachedTheModelOnce() {
        assertEquals(model.begun().stream().distinct().toList(), model.begun());
    }
}
