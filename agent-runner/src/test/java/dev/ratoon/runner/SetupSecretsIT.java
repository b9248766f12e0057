package dev.ratoon.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.protocol.Reported;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a setup script alone may know, and what everything in a workspace does. */
class SetupSecretsIT {
    private static final String SECRET = "hunter2-hunter2";

    private static Assignment with(String setup) {
        Assignment usual = Sandbox.assignment("auto");
        return new Assignment(
                usual.agent(),
                "main",
                usual.branch(),
                setup,
                usual.harness(),
                null,
                "auto",
                false,
                Map.of("TIER", "test"),
                null,
                new Assignment.Secrets(Map.of("TOKEN", SECRET)),
                null,
                null);
    }

    @Test
    void theScriptHasThemAndNobodyAfterIt() throws Exception {
        String script =
                "test \"$TOKEN\" = hunter2-hunter2 && test \"$(cat $RATOON_SECRETS/TOKEN)\" ="
                        + " hunter2-hunter2 && printf %s \"$TOKEN\" | wc -c && ls $RATOON_SECRETS &&"
                        + " echo $RATOON_SECRETS >where";
        try (var sandbox = Sandbox.ready(with(script))) {
            sandbox.control.await(Reported.WorkspacePrepared.class, p -> true);
            assertEquals("15\nTOKEN\n", printed(sandbox));
            sandbox.control.prompt(1, "env; ls $(cat where); echo TIER=$TIER");
            sandbox.control.awaitEnd(1);
            var stream = sandbox.control.exec(null, "sh", "-c", "env; ls $(cat where)");
            assertNotEquals(0, stream.awaitExit());
            assertFalse(stream.output().contains("TOKEN"), stream.output());
            assertTrue(stream.output().contains("TIER=test"), stream.output());
            String shown = sandbox.control.shown();
            assertFalse(shown.contains(SECRET), shown);
            assertTrue(shown.contains("TIER=test"), shown);
        }
    }

    @Test
    void whatTheScriptPrintsOfThemIsMasked() throws Exception {
        try (var sandbox = Sandbox.ready(with("echo got $TOKEN; echo is $TOKEN; exit 3"))) {
            assertEquals("got [*TOKEN*]\nis [*TOKEN*]\n", printed(sandbox));
            var failed = sandbox.control.all(Reported.WorkspaceFailed.class).getFirst();
            assertEquals("The setup script ended with exit code 3: is [*TOKEN*]", failed.words());
        }
    }

    @Test
    void whatTheScriptLeavesOfThemInAFileFailsIt() throws Exception {
        String script = "echo \"//r/:_authToken=$TOKEN\" >$HOME/.npmrc";
        try (var sandbox = Sandbox.ready(with(script))) {
            var failed = sandbox.control.all(Reported.WorkspaceFailed.class).getFirst();
            assertTrue(failed.words().contains("TOKEN in "), failed::words);
            assertTrue(failed.words().contains("home/.npmrc"), failed::words);
            assertFalse(failed.words().contains(SECRET), failed::words);
            assertEquals(java.util.List.of(), sandbox.control.all(Reported.HarnessStarted.class));
        }
    }

    @Test
    void whatASetupThatWasCutOffHasLeftIsGoneBeforeTheNext() throws Exception {
        try (var sandbox = Sandbox.ready(with("echo $TOKEN >$HOME/left; exit 1"))) {
            Path left = sandbox.root.resolve("workspace/home/left");
            assertTrue(Files.exists(left));
            sandbox.killRunner();
            sandbox.startRunner();
            sandbox.control.await(
                    log -> sandbox.control.all(Reported.WorkspacePreparing.class).size() >= 3);
            sandbox.control.await(log -> !Files.exists(left));
        }
    }

    private static String printed(Sandbox sandbox) {
        return sandbox.control.all(Reported.Output.class).stream()
                .filter(output -> output.source().equals("setup"))
                .map(Reported.Output::text)
                .reduce("", String::concat);
    }
}
