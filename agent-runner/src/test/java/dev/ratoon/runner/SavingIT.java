package dev.ratoon.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.ToRunner;
import dev.ratoon.protocol.Upstream;
import dev.ratoon.runner.hands.Hands;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.workspace.Checkpoint;
import dev.ratoon.runner.workspace.Kept;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When checkpoints are made, and what becomes of turns when they are not. */
class SavingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Tag("long")
    @Test
    void eachTurnEndsInACheckpointBeforeTheNextBegins() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            sandbox.control.prompt(1, "echo one >>file");
            sandbox.control.prompt(2, "echo two >>file");
            var made = checkpoint(sandbox, 2);
            assertEquals("hello\none\ntwo\n", show(sandbox, "checkpoints/2:file"));
            assertEquals("hello\none\n", show(sandbox, "checkpoints/1:file"));
            assertEquals("ref: refs/heads/ratoon/test\n", show(sandbox, "state/2:head"));
            assertEquals(
                    made.commit() + "\n", git(sandbox, "rev-parse", "refs/ratoon/checkpoints/2"));
            List<Reported> log = List.copyOf(sandbox.control.log);
            assertTrue(
                    log.indexOf(checkpoint(sandbox, 1)) < log.indexOf(new Reported.TurnStarted(2)),
                    sandbox.control.shown());
            assertEquals(List.of(), sandbox.control.all(Reported.Notice.class));
        }
    }

    @Tag("long")
    @Test
    void aGatewayThatTakesNoneIsToldOnceAndFailsNoTurn() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            sandbox.git.refusal = "Ratoon takes no pushes from this sandbox yet.";
            for (int turn : new int[] {1, 2}) {
                sandbox.control.prompt(turn, "echo x >>file");
                assertEquals("finished", sandbox.control.awaitEnd(turn).outcome());
                sandbox.control.await(log -> sandbox.git.refused.get() == turn);
            }
            sandbox.git.refusal = null;
            sandbox.control.prompt(3, "echo x >>file");
            checkpoint(sandbox, 3);
            assertEquals(
                    List.of(
                            new Reported.Notice(
                                    "A checkpoint was not taken: Ratoon takes no pushes from this"
                                            + " sandbox yet. The work is in the workspace; it is"
                                            + " tried again after the next turn, and when the"
                                            + " sandbox is connected anew.")),
                    sandbox.control.all(Reported.Notice.class));
            assertEquals("hello\nx\nx\nx\n", show(sandbox, "checkpoints/3:file"));
        }
    }

    @Tag("long")
    @Test
    void whatChangedAfterTheLastTurnIsSavedWhenTheSandboxEnds() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            sandbox.control.prompt(1, "echo one >>file");
            checkpoint(sandbox, 1);
            assertEquals(
                    0, sandbox.control.exec(null, "sh", "-c", "echo by hand >>file").awaitExit());
            sandbox.control.send(new ToRunner.End("It is paused."));
            assertFinished(sandbox);
            assertEquals("hello\none\nby hand\n", show(sandbox, "checkpoints/1:file"));
            assertEquals(2, sandbox.control.all(Reported.CheckpointMade.class).size());
        }
    }

    @Tag("long")
    @Test
    void nothingMoreIsSavedWhenASandboxEndsAfterItsCheckpoint() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            sandbox.control.prompt(1, "echo one >>file");
            checkpoint(sandbox, 1);
            sandbox.control.send(new ToRunner.End("It is paused."));
            assertFinished(sandbox);
            assertEquals(1, sandbox.control.all(Reported.CheckpointMade.class).size());
        }
    }

    @Tag("long")
    @Test
    void aTurnThatTheEndOfTheSandboxCutsIsSaved() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            sandbox.control.prompt(1, "echo half >>file; echo begun; sleep 864002");
            sandbox.control.await(log -> sandbox.control.printed().contains("begun"));
            sandbox.control.send(new ToRunner.End("It is paused."));
            assertFinished(sandbox);
            assertEquals("hello\nhalf\n", show(sandbox, "checkpoints/1:file"));
        }
    }

    @Tag("long")
    @Test
    void aTurnThatACrashCutIsSavedAtTheNextStart() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            sandbox.control.prompt(1, "echo half >>file; echo begun; sleep 864003");
            sandbox.control.await(log -> sandbox.control.printed().contains("begun"));
            sandbox.killRunner();
            sandbox.awaitNoProcess("sleep 864003");
            sandbox.startRunner();
            checkpoint(sandbox, 1);
            assertEquals("hello\nhalf\n", show(sandbox, "checkpoints/1:file"));
        }
    }

    /** As when the control plane dies in the middle of it: whoever comes then is sent it. */
    @Tag("long")
    @Test
    void oneThatWasNotTakenIsMadeAgainWhenTheControlPlaneIsBack() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            sandbox.git.refusal = "Ratoon is away.";
            sandbox.control.prompt(1, "echo one >>file");
            sandbox.control.await(log -> sandbox.git.refused.get() == 1);
            sandbox.git.refusal = null;
            sandbox.control.cutNow();
            checkpoint(sandbox, 1);
            assertEquals("hello\none\n", show(sandbox, "checkpoints/1:file"));
        }
    }

    @Tag("long")
    @Test
    void oneThatTheEndOfTheRunnerCutIsMadeAtTheNextStart() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            sandbox.control.prompt(1, "mkfifo .gitignore; echo one >>file");
            sandbox.control.await(_ -> isUnderWay(sandbox));
            sandbox.killRunner();
            sandbox.awaitNoProcess("--exclude-standard");
            Files.delete(sandbox.root.resolve("workspace/repository/.gitignore"));
            sandbox.startRunner();
            checkpoint(sandbox, 1);
            assertEquals("hello\none\n", show(sandbox, "checkpoints/1:file"));
        }
    }

    private static boolean isUnderWay(Sandbox sandbox) {
        try {
            return !sandbox.processes("--exclude-standard").isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Tag("long")
    @Test
    void oneThatIsHeldUpIsGivenUpAndTold() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            Path ignore = sandbox.root.resolve("workspace/repository/.gitignore");
            sandbox.sh("mkfifo " + ignore);
            var told = new CopyOnWriteArrayList<Reported>();
            var hasty = new Kept(1000, List.of(), List.of(), Duration.ofSeconds(2));
            assertTimeoutPreemptively(PATIENCE, () -> make(sandbox, told, hasty));
            assertEquals(
                    List.of(
                            new Reported.Notice(
                                    "A checkpoint was not taken: it took longer than 2 s. The work"
                                            + " is in the workspace; it is tried again after the"
                                            + " next turn, and when the sandbox is connected"
                                            + " anew.")),
                    told);
            sandbox.awaitNoProcess("--exclude-standard");
            Files.delete(ignore);
            make(sandbox, told, Kept.USUAL);
            assertTrue(told.getLast() instanceof Reported.CheckpointMade, "" + told);
        }
    }

    @Tag("long")
    @Test
    void whatAnEarlierOneLeftIsThrownAwayWhenItIsInTheWay() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            sandbox.control.prompt(1, "echo one >>file");
            checkpoint(sandbox, 1);
            sandbox.sh("echo broken >workspace/.checkpoint/index/tree");
            sandbox.control.prompt(2, "echo two >>file");
            checkpoint(sandbox, 2);
            assertEquals("hello\none\ntwo\n", show(sandbox, "checkpoints/2:file"));
        }
    }

    /** The list may name more than the gateway takes at once: the rest is saved all the same. */
    @Tag("long")
    @Test
    void ignoredFilesThatAreNotTakenKeepNothingElseFromBeingSaved() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            Path hook = sandbox.root.resolve("git/git/repository.git/hooks/pre-receive");
            Files.createDirectories(hook.getParent());
            Files.writeString(
                    hook,
                    """
                    #!/bin/sh
                    while read -r _ new ref; do
                        case $ref in refs/ratoon/state/*)
                            [ -z "$(git ls-tree "$new" included)" ] || { echo 'too much' >&2; exit 1; } ;;
                        esac
                    done
                    """);
            Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
            sandbox.sh(
                    "cd workspace/repository; echo .env >.gitignore; echo x >.env; echo new >new");
            var told = new CopyOnWriteArrayList<Reported>();
            make(sandbox, told, new Kept(1000, List.of(".env"), List.of(), Duration.ofMinutes(1)));
            String words = ((Reported.Notice) told.getFirst()).words();
            assertTrue(words.startsWith("A checkpoint was not taken with the ignored"), words);
            assertTrue(words.contains("pre-receive"), words);
            assertTrue(told.getLast() instanceof Reported.CheckpointMade, "" + told);
            assertEquals(2, told.size(), "" + told);
            assertEquals("new\n", show(sandbox, "checkpoints/1:new"));
        }
    }

    @Test
    void whatIsNotSavedIsNamed() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            sandbox.control.prompt(1, "mkfifo pipe");
            assertEquals(
                    List.of(new Reported.NotSaved("pipe", "no ordinary file")),
                    checkpoint(sandbox, 1).notSaved());
        }
    }

    private static void assertFinished(Sandbox sandbox) throws InterruptedException {
        assertTrue(sandbox.runner().waitFor(60, TimeUnit.SECONDS), "it does not finish");
        assertEquals(0, sandbox.runner().exitValue());
    }

    private static Reported.CheckpointMade checkpoint(Sandbox sandbox, int turn)
            throws InterruptedException {
        return sandbox.control.await(Reported.CheckpointMade.class, made -> made.turn() == turn);
    }

    private static void make(Sandbox sandbox, List<Reported> told, Kept kept)
            throws InterruptedException {
        var ledger =
                new Ledger() {
                    @Override
                    public void report(Reported reported) {
                        told.add(reported);
                    }

                    @Override
                    public void show(Upstream.Chunk chunk) {}

                    @Override
                    public void sync() {}
                };
        new Checkpoint(Hands.at(sandbox.root.resolve("link")), ledger, kept).make(1, null);
    }

    private static String show(Sandbox sandbox, String what)
            throws IOException, InterruptedException {
        return git(sandbox, "cat-file", "blob", "refs/ratoon/" + what);
    }

    private static String git(Sandbox sandbox, String... words)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git", "-C"));
        command.add(sandbox.root.resolve("git/git/repository.git").toString());
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed;
    }
}
