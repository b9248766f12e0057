package dev.ratoon.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.ToRunner;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What breaks in the middle of a turn: no gap, no repeat, nothing left, and words for it. */
class FaultIT {
    private static final String COUNT =
            "for i in $(seq 1 1500); do echo line $i; sleep 0.003; done";

    private static String counted(int last) {
        return IntStream.rangeClosed(1, last)
                .mapToObj(i -> "line " + i)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Tag("long")
    @Test
    void fiftyCutsInOneTurnLoseNothingAndRepeatNothing() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            sandbox.control.forget();
            sandbox.control.cut(4, 50);
            sandbox.control.prompt(
                    1,
                    IntStream.rangeClosed(1, 150)
                            .mapToObj(i -> "echo line " + i)
                            .collect(Collectors.joining("\n")));
            var end = sandbox.control.awaitEnd(1);
            assertEquals(0, sandbox.control.cutsLeft(), "all cuts fell into the turn");
            assertEquals("finished", end.outcome(), sandbox.control.shown());
            assertEquals(List.of(), sandbox.control.violations);
            assertEquals(counted(150), sandbox.control.printed());
            assertEquals(51, sandbox.control.hellos.size());
        }
    }

    @Tag("long")
    @Test
    void aRunnerWhoseFirstWelcomeIsLostComesBackWithItsOwnKey() throws Exception {
        try (var sandbox = new Sandbox(Sandbox.assignment("auto"), false)) {
            sandbox.control.loseTheFirstWelcome();
            sandbox.start();
            var shown = sandbox.control.authorizations;
            assertTrue(shown.getFirst().startsWith("Sandbox "), shown::toString);
            assertTrue(shown.get(1).startsWith("Runner control."), shown::toString);
            sandbox.control.prompt(1, "true");
            assertEquals("finished", sandbox.control.awaitEnd(1).outcome());
        }
    }

    @Test
    void aKilledRunnerSaysWhatWasInterruptedAndGoesOn() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            sandbox.control.prompt(1, COUNT);
            sandbox.control.await(log -> sandbox.control.printed().contains("line 9"));
            sandbox.killRunner();
            sandbox.awaitNoProcess("runner.shell.Main");
            sandbox.startRunner();
            assertEquals("interrupted", sandbox.control.awaitEnd(1).outcome());
            sandbox.control.await(
                    log -> sandbox.control.all(Reported.HarnessStarted.class).size() == 2);
            sandbox.control.prompt(2, "echo again");
            assertEquals("finished", sandbox.control.awaitEnd(2).outcome());
            assertEquals(List.of(), sandbox.control.violations);
            assertEquals(1, sandbox.control.all(Reported.WorkspacePrepared.class).size());
            assertTrue(counted(1500).startsWith(sandbox.control.printed().replace("again\n", "")));
            assertEquals(
                    List.of(1, 2),
                    sandbox.control.all(Reported.TurnEnded.class).stream()
                            .map(Reported.TurnEnded::turn)
                            .toList());
        }
    }

    @Tag("long")
    @Test
    void aKilledHarnessFailsTheTurnAndStartsAgain() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            sandbox.control.prompt(1, "sleep 4321");
            sandbox.control.await(log -> !sandbox.control.all(Reported.Tool.class).isEmpty());
            sandbox.harness().destroyForcibly();
            var end = sandbox.control.awaitEnd(1);
            assertEquals("failed", end.outcome());
            assertTrue(end.words().contains("signal 9"), end.words());
            sandbox.awaitNoProcess("sleep 4321");
            sandbox.control.prompt(2, "echo again");
            assertEquals("finished", sandbox.control.awaitEnd(2).outcome());
            assertTrue(sandbox.control.all(Reported.HarnessStarted.class).getLast().resumed());
        }
    }

    @Tag("long")
    @Test
    void aCancelledTurnLeavesNoProcess() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            sandbox.control.prompt(1, "sleep 5432 & sleep 5432");
            sandbox.control.await(log -> !processes(sandbox, "sleep 5432").isEmpty());
            sandbox.control.cancel(1);
            assertEquals("cancelled", sandbox.control.awaitEnd(1).outcome());
            sandbox.awaitNoProcess("sleep 5432");
            sandbox.control.prompt(2, "echo again");
            assertEquals("finished", sandbox.control.awaitEnd(2).outcome());
            assertEquals(1, sandbox.control.all(Reported.HarnessStarted.class).size());
        }
    }

    @Tag("long")
    @Test
    void aFullOutboxHoldsTheHarnessBackAndLosesNothing() throws Exception {
        try (var sandbox = new Sandbox(Sandbox.assignment("auto"), true)) {
            sandbox.more.put("RATOON_OUTBOX_MEBIBYTES", "1");
            sandbox.start();
            sandbox.control.acknowledges(false);
            String many =
                    IntStream.range(0, 40)
                            .mapToObj(i -> "seq " + (i * 6000 + 1) + " " + (i + 1) * 6000)
                            .collect(Collectors.joining("\n"));
            sandbox.control.prompt(1, many);
            sandbox.control.await(
                    Reported.Notice.class, notice -> notice.words().contains("outbox is full"));
            sandbox.control.acknowledges(true);
            sandbox.control.cutNow();
            assertEquals("finished", sandbox.control.awaitEnd(1).outcome());
            assertEquals(List.of(), sandbox.control.violations);
            String all =
                    IntStream.rangeClosed(1, 240_000)
                            .mapToObj(String::valueOf)
                            .collect(Collectors.joining("\n", "", "\n"));
            assertTrue(all.equals(sandbox.control.printed()), "all lines, each once");
        }
    }

    @Tag("long")
    @Test
    void aFullDiskIsWaitedForAndLosesNothing() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            String process = "prlimit --pid " + sandbox.runner().pid();
            sandbox.control.prompt(1, COUNT);
            sandbox.control.await(log -> sandbox.control.printed().contains("line 9"));
            sandbox.sh(process + " --fsize=64:unlimited");
            sandbox.control.await(log -> said(sandbox, "outbox cannot be written"));
            sandbox.sh(process + " --fsize=unlimited:unlimited");
            sandbox.control.await(
                    Reported.Notice.class, notice -> notice.words().contains("none of it is lost"));
            assertEquals("finished", sandbox.control.awaitEnd(1).outcome());
            assertEquals(List.of(), sandbox.control.violations);
            assertEquals(counted(1500), sandbox.control.printed());
        }
    }

    @Test
    void whatFillsTheDiskIsStoppedThoughNothingCanBeNoted() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            String process = "prlimit --pid " + sandbox.runner().pid();
            sandbox.control.prompt(1, "sleep 7654");
            sandbox.control.await(log -> !processes(sandbox, "sleep 7654").isEmpty());
            sandbox.sh(process + " --fsize=64:unlimited");
            sandbox.control.cancel(1);
            sandbox.awaitNoProcess("sleep 7654");
            sandbox.control.await(log -> said(sandbox, "notebook cannot be written"));
            sandbox.control.cutNow();
            sandbox.sh(process + " --fsize=unlimited:unlimited");
            assertEquals("cancelled", sandbox.control.awaitEnd(1).outcome());
            sandbox.control.prompt(2, "echo again");
            assertEquals("finished", sandbox.control.awaitEnd(2).outcome());
            assertEquals(List.of(), sandbox.control.violations);
        }
    }

    private static boolean said(Sandbox sandbox, String words) {
        try {
            return sandbox.accounts().contains(words);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Tag("long")
    @Test
    void anEndFlushesEverythingAndLeavesNothing() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            sandbox.control.prompt(1, "echo begun\nsleep 6543");
            sandbox.control.await(log -> sandbox.control.printed().contains("begun"));
            sandbox.control.send(new ToRunner.End("it was paused"));
            assertTrue(sandbox.runner().waitFor(30, TimeUnit.SECONDS), sandbox.accounts());
            assertEquals(0, sandbox.runner().exitValue());
            var end = sandbox.control.awaitEnd(1);
            assertEquals("cancelled", end.outcome());
            assertTrue(end.words().contains("it was paused"), end.words());
            sandbox.awaitNoProcess("sleep 6543");
        }
    }

    @Test
    void anIncarnationThatIsOverExits() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            sandbox.control.close(4001);
            assertTrue(sandbox.runner().waitFor(20, TimeUnit.SECONDS));
            assertEquals(0, sandbox.runner().exitValue());
            sandbox.awaitNoProcess("runner.shell.Main");
        }
    }

    private static List<String> processes(Sandbox sandbox, String text) {
        try {
            return sandbox.processes(text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
