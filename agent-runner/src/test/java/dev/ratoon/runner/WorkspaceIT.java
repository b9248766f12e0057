package dev.ratoon.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.protocol.Audience;
import dev.ratoon.protocol.Credential;
import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.ToRunner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The clone through the gateway, and the setup script. */
class WorkspaceIT {
    private static Assignment with(String base, String setup) {
        var usual = Sandbox.assignment("auto");
        return new Assignment(
                usual.agent(), base, usual.branch(), setup, usual.harness(), null, "auto", false);
    }

    @Test
    void theCloneIsOnTheAgentsBranchAndShowsTheRunnersCredential() throws Exception {
        try (var sandbox =
                new Sandbox(with("main", "echo one; echo two >&2; echo $HOME >home"), true)) {
            sandbox.start();
            var prepared = sandbox.control.await(Reported.WorkspacePrepared.class, p -> true);
            assertNotNull(prepared.commit());
            assertTrue(
                    Files.readString(sandbox.root.resolve("workspace/repository/.git/HEAD"))
                            .contains("refs/heads/ratoon/test"));
            assertTrue(
                    Files.readString(sandbox.root.resolve("workspace/repository/.git/config"))
                            .contains("url = http://127.0.0.1:7071/git/repository.git"));
            String shown = sandbox.git.authorizations.getFirst().replaceAll("^\\[|]$", "");
            var credential = Credential.in(shown).orElseThrow();
            String key = sandbox.control.hellos.getFirst().publicKey();
            assertTrue(credential.holds(Audience.GIT, key, Instant.now()), shown);
            assertEquals("one\ntwo\n", printed(sandbox));
        }
    }

    @Test
    void aFreshWorkspaceBeginsWhereTheBranchWasPushedTo() throws Exception {
        try (var sandbox = new Sandbox(with("main", null), true)) {
            String pushed =
                    inStore(sandbox, "commit-tree", "-p", "main", "-m", "pushed", "main^{tree}");
            inStore(sandbox, "update-ref", "refs/heads/ratoon/test", pushed);
            sandbox.start();
            var prepared = sandbox.control.await(Reported.WorkspacePrepared.class, p -> true);
            assertEquals(pushed, prepared.commit());
        }
    }

    private static String inStore(Sandbox sandbox, String... words) throws Exception {
        var command = new ArrayList<>(List.of("git", "-c", "user.name=A", "-c", "user.email=a@b"));
        command.addAll(List.of("-C", sandbox.root.resolve("git/git/repository.git").toString()));
        command.addAll(List.of(words));
        Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, git.waitFor(), said);
        return said.strip();
    }

    @Tag("long")
    @Test
    void whateverTheWorkspaceShowsIsReplaced() throws Exception {
        try (var sandbox = Sandbox.ready(with("main", null))) {
            var stream =
                    sandbox.control.exec(
                            null,
                            "git",
                            "-c",
                            "http.extraHeader=Authorization: Runner forged",
                            "-c",
                            "http.extraHeader=Cookie: forged",
                            "ls-remote",
                            "origin");
            assertEquals(0, stream.awaitExit(), stream.error());
            assertTrue(sandbox.git.authorizations.stream().noneMatch(a -> a.contains("forged")));
            assertTrue(sandbox.git.cookies.stream().noneMatch(a -> a.contains("forged")));
            assertEquals(
                    List.of(),
                    sandbox.git.authorizations.stream().filter(a -> a.contains(",")).toList());
        }
    }

    @Tag("long")
    @Test
    void anUnknownBaseBranchIsAFailureInWordsAndExecStillWorks() throws Exception {
        try (var sandbox = Sandbox.ready(with("no-such-branch", null))) {
            var failed = sandbox.control.all(Reported.WorkspaceFailed.class).getFirst();
            assertEquals("clone", failed.step());
            assertEquals(128, failed.exitCode());
            sandbox.control.prompt(1, "echo no");
            assertEquals("failed", sandbox.control.awaitEnd(1).outcome());
            assertEquals(0, sandbox.control.exec(null, "true").awaitExit());
        }
    }

    @Test
    void aCloneIsMadeAgainWhenTheControlPlaneWasAwayInItsMiddle() throws Exception {
        try (var sandbox = new Sandbox(with("main", null), false)) {
            sandbox.startCut();
            sandbox.control.await(Reported.WorkspacePrepared.class, p -> true);
            assertEquals(List.of(), sandbox.control.all(Reported.WorkspaceFailed.class));
            assertEquals(
                    List.of(
                            "The control plane was away in the middle of the clone, which is made"
                                    + " again."),
                    sandbox.control.all(Reported.Notice.class).stream()
                            .map(Reported.Notice::words)
                            .toList());
        }
    }

    @Test
    void aFailingSetupEndsThere() throws Exception {
        try (var sandbox = Sandbox.ready(with(null, "echo before; exit 4"))) {
            var failed = sandbox.control.all(Reported.WorkspaceFailed.class).getFirst();
            assertEquals("setup", failed.step());
            assertEquals(4, failed.exitCode());
        }
    }

    @Test
    void whatTheSetupPrintsIsInTheLogWhileItRuns() throws Exception {
        String waits = "echo before; until test -e go; do sleep 0.05; done; echo after";
        try (var sandbox = new Sandbox(with("main", waits), false)) {
            sandbox.startHands();
            sandbox.startRunner();
            sandbox.control.await(log -> printed(sandbox).contains("before"));
            assertEquals(List.of(), sandbox.control.all(Reported.WorkspacePrepared.class));
            Files.createFile(sandbox.root.resolve("workspace/repository/go"));
            sandbox.control.await(Reported.WorkspacePrepared.class, p -> true);
            assertEquals("before\nafter\n", printed(sandbox));
        }
    }

    @Test
    void aSetupThatNeverEndsIsEndedWithAllThatItStarted() throws Exception {
        String stubborn =
                "trap '' TERM HUP; setsid sleep 864001 & echo running; while :; do sleep 864001;"
                        + " done";
        try (var sandbox = new Sandbox(with("main", stubborn), false)) {
            sandbox.startHands();
            sandbox.startRunner();
            sandbox.control.await(log -> printed(sandbox).contains("running"));
            sandbox.control.send(new ToRunner.End("It is paused."));
            sandbox.awaitNoProcess("sleep 864001");
            var notice = sandbox.control.await(Reported.Notice.class, n -> true);
            assertEquals("The setup was given up, because the sandbox ends.", notice.words());
            assertEquals(List.of(), sandbox.control.all(Reported.WorkspaceFailed.class));
        }
    }

    @Test
    void aSetupIsRunByWhatItsFirstLineNamesAndSeesNothingOfOurs() throws Exception {
        String script = "#!/bin/bash -e\necho ${BASH_VERSION:+bash} [$SETUP$WITH]; pwd";
        try (var sandbox = Sandbox.ready(with("main", script))) {
            assertTrue(printed(sandbox).startsWith("bash []\n"), printed(sandbox));
            assertTrue(printed(sandbox).endsWith("/repository\n"), printed(sandbox));
        }
    }

    @Tag("long")
    @Test
    void aSetupThatPrintsWithoutEndDoesNotFillTheLog() throws Exception {
        try (var sandbox =
                Sandbox.ready(with("main", "yes | head -c 20000000; echo; echo the end"))) {
            assertTrue(printed(sandbox).length() < 1_200_000, () -> "" + printed(sandbox).length());
            assertTrue(printed(sandbox).endsWith("the end\n"));
        }
    }

    private static String printed(Sandbox sandbox) {
        return sandbox.control.all(Reported.Output.class).stream()
                .filter(output -> output.source().equals("setup"))
                .map(Reported.Output::text)
                .reduce("", String::concat);
    }

    @Test
    void aGatewayThatIsAwayIsSaidInWords() throws Exception {
        try (var sandbox = Sandbox.ready(with("main", null))) {
            sandbox.git.close();
            var stream = sandbox.control.exec(null, "git", "ls-remote", "origin");
            assertEquals(128, stream.awaitExit());
            assertTrue(stream.error().contains("502"), stream.error());
            assertTrue(stream.error().contains("cannot be reached"), stream.error());
            assertEquals(Map.of(), sandbox.more);
        }
    }
}
