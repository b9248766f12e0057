package dev.ratoon.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Reported;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptIT {
    @Test
    void aPromptBecomesEventsInTheirOrder() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            sandbox.control.prompt(1, "cat file\nmkdir -p a && cd a\npwd");
            Reported.TurnEnded end = sandbox.control.awaitEnd(1);
            assertEquals("finished", end.outcome(), sandbox.control.shown());
            assertTrue(sandbox.control.printed().contains("hello"), sandbox.control.shown());
            assertTrue(sandbox.control.printed().contains("/repository/a"));
            assertEquals(List.of(), sandbox.control.violations);
        }
    }
}
