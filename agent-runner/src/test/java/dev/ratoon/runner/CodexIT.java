package dev.ratoon.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CodexIT extends ScenariosContract {
    CodexIT() {
        super(RealHarness.CODEX);
    }

    @Tag("long")
    @Test
    void whatItsCommandsPrintArrives() throws Exception {
        start("auto");
        play(1, "several");
        assertTrue(sandbox.control.printed().contains("one\ntwo\nthree"), sandbox.control.shown());
    }

    @Test
    void aQuestionIsADecisionAndItsAnswerReachesTheModel() throws Exception {
        start("plan");
        sandbox.control.prompt(1, "scenario: ask");
        var asked = asked();
        assertTrue(asked.raw().contains("Which colour?"), asked.raw());
        sandbox.control.decide(asked.request(), "value.1");
        assertEquals("finished", sandbox.control.awaitEnd(1).outcome());
        assertTrue(
                model.lastOfWork().body().path("input").toString().contains("Green"),
                model.lastOfWork().body().toString());
    }
}
