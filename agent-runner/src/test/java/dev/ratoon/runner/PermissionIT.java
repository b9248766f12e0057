package dev.ratoon.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Reported;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Permissions and modes, with the shell harness. */
class PermissionIT {
    @Test
    void aLineRunsWhenAHumanAllowsIt() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("normal"))) {
            sandbox.control.prompt(1, "echo allowed >x");
            var asked = sandbox.control.await(Reported.DecisionRequested.class, a -> true);
            var raw = Messages.JSON.readTree(asked.raw());
            assertEquals("echo allowed >x", raw.at("/toolCall/rawInput/command").asText());
            assertEquals(
                    sandbox.root.resolve("workspace/repository").toRealPath().toString(),
                    raw.at("/toolCall/rawInput/cwd").asText());
            assertEquals(1, asked.turn());
            assertFalse(Files.exists(sandbox.root.resolve("workspace/repository/x")));
            sandbox.control.decide(asked.request(), "allow_once");
            assertEquals("finished", sandbox.control.awaitEnd(1).outcome());
            assertTrue(Files.exists(sandbox.root.resolve("workspace/repository/x")));
        }
    }

    @Test
    void aLineThatIsDeniedDoesNotRunNorDoThoseAfterIt() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("normal"))) {
            sandbox.control.prompt(1, "echo no >x\necho no >y");
            var asked = sandbox.control.await(Reported.DecisionRequested.class, a -> true);
            sandbox.control.decide(asked.request(), "reject_once");
            assertEquals("finished", sandbox.control.awaitEnd(1).outcome());
            assertFalse(Files.exists(sandbox.root.resolve("workspace/repository/x")));
            assertFalse(Files.exists(sandbox.root.resolve("workspace/repository/y")));
            assertTrue(
                    sandbox.control.all(Reported.Said.class).getFirst().text().contains("was not"));
        }
    }

    @Tag("long")
    @Test
    void aCancelWithdrawsTheQuestion() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("normal"))) {
            sandbox.control.prompt(1, "echo no");
            var asked = sandbox.control.await(Reported.DecisionRequested.class, a -> true);
            sandbox.control.cancel(1);
            assertEquals("cancelled", sandbox.control.awaitEnd(1).outcome());
            assertEquals(
                    List.of(asked.request()),
                    sandbox.control.all(Reported.DecisionWithdrawn.class).stream()
                            .map(Reported.DecisionWithdrawn::request)
                            .toList());
        }
    }

    @Tag("long")
    @Test
    void planModeListsAndRunsNothing() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("plan"))) {
            sandbox.control.prompt(1, "echo no >x");
            sandbox.control.awaitEnd(1);
            var plan = sandbox.control.all(Reported.Plan.class).getFirst();
            assertEquals("echo no >x", plan.update().at("/entries/0/content").asText());
            assertFalse(Files.exists(sandbox.root.resolve("workspace/repository/x")));
            sandbox.control.switchTo("auto");
            sandbox.control.await(Reported.ModeReported.class, m -> m.mode().equals("auto"));
            sandbox.control.prompt(2, "echo yes >x");
            sandbox.control.awaitEnd(2);
            assertTrue(Files.exists(sandbox.root.resolve("workspace/repository/x")));
        }
    }
}
