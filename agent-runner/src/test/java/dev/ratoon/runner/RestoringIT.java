package dev.ratoon.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.protocol.Reported;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A sandbox that begins without the workspace that its agent had. */
class RestoringIT {
    private static final String WORK =
            """
            echo one >>file
            git -c user.name=H -c user.email=h@h commit -qam local
            echo two >>file
            echo new >untracked; chmod +x untracked; ln -s nowhere link
            git switch -qc other
            git init -q nested; git -C nested -c user.name=H -c user.email=h@h commit -q --allow-empty -m in
            """;
    private static final String STATE =
            "git status --porcelain --branch; git log --format=%s; cat file; readlink link;"
                    + " test -x untracked; git -C nested log --format=%s";

    private static Assignment resuming() {
        return resuming(null);
    }

    private static Assignment resuming(@Nullable String setup) {
        return Sandbox.resuming(Sandbox.assignment("auto"), setup);
    }

    private static void worked(Sandbox sandbox) throws Exception {
        sandbox.control.prompt(1, WORK);
        assertEquals("finished", sandbox.control.awaitEnd(1).outcome(), sandbox.control::shown);
        sandbox.control.await(Reported.CheckpointMade.class, made -> made.turn() == 1);
    }

    private static String state(Sandbox sandbox) throws Exception {
        var stream = sandbox.control.exec(null, "sh", "-ec", STATE);
        assertEquals(0, stream.awaitExit(), stream.error());
        return stream.output();
    }

    private static void begun(Sandbox sandbox) throws Exception {
        int before = sandbox.control.all(Reported.HarnessStarted.class).size();
        sandbox.startHands();
        sandbox.startRunner();
        sandbox.control.await(
                log -> sandbox.control.all(Reported.HarnessStarted.class).size() > before);
    }

    private static void assertRestored(Sandbox sandbox, String before) throws Exception {
        assertEquals(before, state(sandbox));
        String words = sandbox.control.await(Reported.Notice.class, n -> true).words();
        assertTrue(words.contains("restored from the checkpoint of turn 1"), words);
        assertTrue(words.contains("the setup script was not run again"), words);
        sandbox.control.prompt(2, "cat file; echo three >>file");
        assertEquals("finished", sandbox.control.awaitEnd(2).outcome());
        sandbox.control.await(Reported.CheckpointMade.class, made -> made.turn() == 2);
        assertEquals(List.of(), sandbox.control.violations);
    }

    @Tag("long")
    @Test
    void aWorkspaceThatIsGoneIsRestoredAndGoneOnWith() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            worked(sandbox);
            String before = state(sandbox);
            sandbox.lose("workspace");
            begun(sandbox);
            assertRestored(sandbox, before);
        }
    }

    @Test
    void ignoredFilesOnTheListAndItsSessionsComeBackAndNoOthers() throws Exception {
        var usual = Sandbox.assignment("auto");
        var harness =
                new Assignment.Harness(
                        "shell", List.of(), Map.of(), Map.of(), null, List.of(".sessions"));
        try (var sandbox =
                Sandbox.ready(
                        new Assignment(
                                usual.agent(),
                                "main",
                                usual.branch(),
                                null,
                                harness,
                                null,
                                "auto",
                                false,
                                null,
                                List.of(".env", "data/**/*.keep"),
                                null,
                                null,
                                null))) {
            sandbox.control.prompt(
                    1,
                    """
                    printf '.env\\ndata/\\n' >.gitignore
                    mkdir -p data/a ~/.sessions
                    echo local >.env; echo kept >data/a/b.keep; echo lost >data/a/other
                    echo said >~/.sessions/1; echo lost >~/other
                    """);
            assertEquals("finished", sandbox.control.awaitEnd(1).outcome(), sandbox.control::shown);
            sandbox.control.await(Reported.CheckpointMade.class, made -> made.turn() == 1);
            sandbox.lose("workspace");
            begun(sandbox);
            var stream =
                    sandbox.control.exec(
                            null,
                            "sh",
                            "-ec",
                            "cat .env data/a/* ~/.sessions/*; git status --porcelain; ls ~/other"
                                    + " 2>/dev/null || echo gone");
            assertEquals(0, stream.awaitExit(), stream.error());
            assertEquals("local\nkept\nsaid\n?? .gitignore\ngone\n", stream.output());
        }
    }

    @Tag("long")
    @Test
    void soIsOneThatIsGoneWithAllThatTheRunnerKnew() throws Exception {
        try (var sandbox = Sandbox.ready(resuming())) {
            worked(sandbox);
            String before = state(sandbox);
            sandbox.lose("workspace", "state");
            sandbox.control.allTurnsAreOver();
            begun(sandbox);
            assertTrue(
                    sandbox.control.all(Reported.HarnessStarted.class).getLast().resumed(),
                    "the session is one of the checkpoint's things");
            assertRestored(sandbox, before);
        }
    }

    @Tag("long")
    @Test
    void itIsDoneAgainWhenTheControlPlaneWasAwayInItsMiddle() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            worked(sandbox);
            String before = state(sandbox);
            sandbox.lose("workspace");
            sandbox.startCut();
            sandbox.control.await(
                    Reported.Notice.class,
                    notice -> notice.words().contains("restored from the checkpoint of turn 1"));
            assertTrue(
                    sandbox.control.all(Reported.Notice.class).stream()
                            .anyMatch(notice -> notice.words().contains("which is done again")));
            assertEquals(List.of(), sandbox.control.all(Reported.WorkspaceFailed.class));
            assertEquals(before, state(sandbox));
        }
    }

    @Tag("long")
    @Test
    void oneThatIsThereIsLeftAsItIsThoughTheRunnerKnowsNothing() throws Exception {
        try (var sandbox = Sandbox.ready(resuming())) {
            worked(sandbox);
            String before = state(sandbox);
            sandbox.sh("echo later >workspace/repository/later");
            sandbox.lose("state");
            sandbox.control.allTurnsAreOver();
            begun(sandbox);
            assertTrue(Files.exists(sandbox.root.resolve("workspace/repository/later")));
            Files.delete(sandbox.root.resolve("workspace/repository/later"));
            assertEquals(before, state(sandbox));
        }
    }

    @Tag("long")
    @Test
    void withoutACheckpointItIsMadeAnewAndTheLogSaysSo() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            sandbox.lose("workspace");
            begun(sandbox);
            assertTrue(Files.exists(sandbox.root.resolve("workspace/repository/file")));
            String words = sandbox.control.await(Reported.Notice.class, n -> true).words();
            assertTrue(words.contains("has no checkpoint of it"), words);
        }
    }

    @Tag("long")
    @Test
    void oneWhoseSetupDidNotEndWellIsMadeAnewAgain() throws Exception {
        try (var sandbox = new Sandbox(resuming("test -e ../allowed && echo done >made"), false)) {
            sandbox.startHands();
            sandbox.startRunner();
            var failed = sandbox.control.await(Reported.WorkspaceFailed.class, f -> true);
            assertEquals("setup", failed.step());
            sandbox.lose();
            sandbox.sh("touch workspace/allowed");
            begun(sandbox);
            assertTrue(Files.exists(sandbox.root.resolve("workspace/repository/made")));
        }
    }

    @Tag("long")
    @Test
    void aGatewayThatIsAwayIsAFailureInWordsAndTheNextStartRestores() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            worked(sandbox);
            String before = state(sandbox);
            sandbox.sh("mv git/git/repository.git away");
            sandbox.lose("workspace");
            sandbox.startHands();
            sandbox.startRunner();
            var failed = sandbox.control.await(Reported.WorkspaceFailed.class, f -> true);
            assertEquals("restore", failed.step());
            assertTrue(failed.words().contains("could not be put back"), failed::words);
            assertFalse(Files.exists(sandbox.root.resolve("workspace/repository")));
            sandbox.sh("mv away git/git/repository.git");
            sandbox.lose();
            begun(sandbox);
            assertRestored(sandbox, before);
        }
    }

    @Tag("long")
    @Test
    void oneThatIsCutInTheMiddleIsBegunAgainAndEndsWhole() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            worked(sandbox);
            String before = state(sandbox);
            sandbox.lose("workspace");
            sandbox.startHands();
            sandbox.startRunner();
            Path half = sandbox.root.resolve("workspace/.repository");
            long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
            while (!Files.exists(half) && System.nanoTime() < giveUpAt) {
                LockSupport.parkNanos(1_000_000);
            }
            sandbox.lose();
            sandbox.awaitNoProcess("restore");
            assertFalse(Files.exists(sandbox.root.resolve("workspace/repository")));
            begun(sandbox);
            assertRestored(sandbox, before);
            assertFalse(Files.exists(half));
        }
    }
}
