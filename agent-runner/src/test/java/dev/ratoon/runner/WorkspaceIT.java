package dev.ratoon.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.protocol.Audience;
import dev.ratoon.protocol.Credential;
import dev.ratoon.protocol.Reported;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
            String setup =
                    sandbox.control.all(Reported.Output.class).stream()
                            .filter(output -> output.source().equals("setup"))
                            .map(Reported.Output::text)
                            .reduce("", String::concat);
            assertEquals("one\ntwo\n", setup);
        }
    }

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
    void aFailingSetupEndsThere() throws Exception {
        try (var sandbox = Sandbox.ready(with(null, "echo before; exit 4"))) {
            var failed = sandbox.control.all(Reported.WorkspaceFailed.class).getFirst();
            assertEquals("setup", failed.step());
            assertEquals(4, failed.exitCode());
        }
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
