package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents with the shell harness, by the client alone, against a real control plane. */
class AgentsIT {
    @TempDir static Path folder;
    private static Installation ratoon;
    private static OwnAgents agents;

    @BeforeAll
    static void start() throws Exception {
        ratoon = new Installation(folder);
        agents = OwnAgents.of(ratoon, folder);
        // Each test leaves an agent that keeps its sandbox for a while: none is to wait for
        // another.
        ratoon.with("RATOON_AGENTS_SANDBOXES", "32");
        ratoon.with("RATOON_AGENTS_SANDBOXES_OF_ONE_OWNER", "32");
        ratoon.up();
    }

    @AfterAll
    static void leaveNothing() throws Exception {
        try {
            agents.delete();
        } finally {
            ratoon.close();
        }
    }

    @Test
    void anAgentWorksAndItsLogTellsIt() throws Exception {
        String name = agents.started("auto", "cat a.txt && echo made by $((40 + 2))");
        agents.await(name, "idle");
        String log = ratoon.answer("logs", name);
        assertTrue(log.contains("made by 42"), log);
        assertTrue(log.contains("created as " + name), log);
        assertTrue(ratoon.answer("list").contains(name));
        assertTrue(ratoon.answer("list", "--state", "idle", "made").contains(name));
        assertTrue(ratoon.answer("show", name).contains(agents.repository().toString()));
        seqsHaveNoGap(ratoon.answer("logs", name, "--json"));
    }

    @Tag("long")
    @Test
    void whatItAsksForIsAllowedOrRefused() throws Exception {
        String name = agents.started("normal", "echo allowed-$((1 + 1))\necho refused-$((1 + 2))");
        agents.await(name, "waiting");
        assertTrue(ratoon.answer("decisions", name).contains(name));
        JsonNode first = ratoon.json("decisions", name).path("decisions").get(0);
        String id = first.path("id").asText();
        Launched.End unasked = ratoon.ratoon("approve", name);
        assertEquals(2, unasked.exit(), unasked::toString);
        Launched.End allowed = ratoon.ratoon("approve", name, id, "--yes", "--always", "1");
        assertEquals(0, allowed.exit(), allowed::toString);
        assertTrue(allowed.out().contains(first.path("digest").asText()), allowed::toString);
        assertEquals(1, ratoon.ratoon("approve", name, id, "--yes").exit(), "answered twice");
        awaitDecisionOtherThan(name, id);
        String denied = ratoon.json("decisions", name).path("decisions").get(0).path("id").asText();
        ratoon.answer("deny", name, "--message", "echo instead-$((2 + 2))");
        awaitDecisionOtherThan(name, denied);
        ratoon.answer("approve", name, "--yes");
        agents.await(name, "idle");
        String log = ratoon.answer("logs", name);
        assertTrue(log.contains("allowed-2"), log);
        assertFalse(log.contains("refused-3"), log);
        assertTrue(log.contains("instead-4"), "what came with the no is its next message: " + log);

        String rule = ratoon.json("rules", name).path("rules").get(0).path("id").asText();
        ratoon.answer("rules", name, "--remove", rule);
        assertEquals(0, ratoon.json("rules", name).path("rules").size());
    }

    @Test
    void itsLogIsFollowedAsItGrows() throws Exception {
        String name = agents.started("auto", "echo first");
        Launched following = ratoon.start("logs", "-f", "--json", name);
        following.says("\"type\":\"agent.created\"");
        agents.await(name, "idle");
        ratoon.answer("send", name, "echo second-$((3 * 7))");
        String said = following.says("second-21");
        seqsHaveNoGap(said.substring(0, said.lastIndexOf('\n') + 1));
        following.kill("INT");
        assertEquals(130, following.end().exit());
    }

    @Tag("long")
    @Test
    void aCommandRunsInItsSandbox() throws Exception {
        String name = agents.started("auto", "echo hello > made.txt");
        agents.await(name, "idle");
        Launched.End end =
                ratoon.ratoonWith(
                        "from outside\n",
                        "exec",
                        name,
                        "-i",
                        "--",
                        "sh",
                        "-c",
                        "cat made.txt -; echo problem >&2; exit 3");
        assertEquals(3, end.exit(), end::toString);
        assertEquals("hello\nfrom outside\n", end.out());
        assertEquals("problem\n", end.err());
        Launched trapped =
                ratoon.start(
                        "exec",
                        name,
                        "--",
                        "sh",
                        "-c",
                        "trap 'exit 9' INT; echo ready; while :; do sleep 0.1; done");
        trapped.says("ready");
        trapped.kill("INT");
        assertEquals(9, trapped.end().exit());
    }

    @Tag("long")
    @Test
    void moreThanAWindowGoesThroughACommandBothWays() throws Exception {
        String name = agents.started("auto", "true");
        agents.await(name, "idle");
        String much = "0123456789abcdef\n".repeat(200_000);
        Launched.End end = ratoon.ratoonWith(much, "exec", name, "-i", "--", "cat");
        assertEquals(0, end.exit(), end::err);
        assertTrue(much.equals(end.out()), () -> "got " + end.out().length());
    }

    @Test
    @Tag("long")
    void itPausesGoesOnAndComesBackAfterItWasDeleted() throws Exception {
        String name = agents.started("auto", "echo kept > kept.txt");
        agents.await(name, "idle");
        ratoon.answer("pause", name);
        agents.await(name, "paused");
        ratoon.answer("resume", name);
        assertTrue(ratoon.answer("mode", name, "plan").startsWith(name));
        assertEquals("plan", ratoon.json("show", name).path("mode").asText());
        assertEquals(1, ratoon.ratoon("mode", name, "wild").exit());
        agents.await(name, "idle");
        assertEquals("kept\n", ratoon.answer("exec", name, "--", "cat", "kept.txt"));
        assertEquals(2, ratoon.ratoon("delete", name).exit());
        ratoon.answer("delete", "--yes", name);
        assertFalse(ratoon.answer("list").contains(name));
        assertTrue(ratoon.answer("list", "--all").contains(name));
        ratoon.answer("delete", "--undo", name);
        assertTrue(ratoon.answer("list").contains(name));
    }

    @Tag("long")
    @Test
    void aTurnIsStoppedAndAnotherMessageRedirects() throws Exception {
        String name = agents.started("auto", "sleep 600");
        agents.awaitLog(name, "turn 1 begins");
        ratoon.answer("stop", name);
        agents.await(name, "idle");
        ratoon.answer("send", name, "sleep 601");
        agents.awaitLog(name, "turn 2 begins");
        ratoon.answer("send", name, "--redirect", "echo instead-$((2 + 2))");
        Launched following = ratoon.start("logs", "-f", name);
        following.says("instead-4");
        following.kill("INT");
        following.end();
    }

    @Test
    @Tag("long")
    void itsSetupIsSeenAsItRuns() throws Exception {
        ratoon.answer("environment", "add", "slow", "--setup", script("slow", "sleep 864005"));
        String name = agents.started("auto", "cat made.txt", "--environment", "slow");
        Launched following = ratoon.start("logs", "-f", name);
        following.says("  | line-1");
        assertEquals("setting-up", ratoon.json("show", name).path("state").asText());
        ratoon.answer("stop", name);
        following.says("pause asked");
        following.kill("INT");
        assertEquals(130, following.end().exit());
        agents.await(name, "paused");
        ratoon.answer("environment", "edit", "slow", "--setup", script("quick", "true"));
        ratoon.answer("resume", name);
        String log = agents.awaitLog(name, "made-42");
        assertTrue(log.contains("environment slow, version 1, setup script of 4 lines"), log);
        assertTrue(log.contains("environment slow, version 2, setup script of 4 lines"), log);
        assertTrue(ratoon.answer("show", name).contains("slow, version 2"));
        ratoon.answer("environment", "remove", "slow");
        assertFalse(ratoon.answer("environment", "list").contains("slow"));
        Launched.End unknown =
                ratoon.ratoon(
                        "start",
                        "--repo",
                        agents.repository().toString(),
                        "--environment",
                        "defalt",
                        "x");
        assertEquals(1, unknown.exit(), unknown::toString);
        assertTrue(unknown.err().contains("The nearest is 'default'"), unknown::toString);
    }

    @Tag("long")
    @Test
    void aSetupThatFailsSaysWhatToDoAndTheAgentGoesOnWhenItIsMended() throws Exception {
        ratoon.answer("environment", "add", "broken", "--setup", script("broken", "exit 7"));
        String name = agents.started("auto", "cat made.txt", "--environment", "broken");
        awaitFailure(name);
        String shown = ratoon.answer("show", name);
        assertTrue(shown.contains("The setup script ended with exit code 7"), shown);
        assertTrue(shown.contains("ratoon environment edit broken --setup FILE"), shown);
        ratoon.answer("environment", "edit", "broken", "--setup", script("mended", "true"));
        ratoon.answer("resume", name);
        agents.awaitLog(name, "made-42");
        ratoon.answer("environment", "remove", "broken");
    }

    @Test
    @Tag("long")
    void itIsRenamedItsLimitsAreRaisedAndItsQueueIsChanged() throws Exception {
        String name = agents.started("auto", "true", "--turns", "1");
        agents.await(name, "idle");
        ratoon.answer("send", name, "echo one-$((1 + 1))");
        awaitFailure(name);
        assertTrue(ratoon.answer("rename", name, "Another", "one").contains("\"Another one\""));
        String message = ratoon.json("queue", name).path("messages").path(0).path("id").asText();
        ratoon.answer("queue", name, "--edit", message, "echo two-$((2 + 2))");
        String raised = ratoon.answer("limits", name, "--turns", "3");
        assertTrue(raised.contains("1 of 3 turns") && raised.contains("resume"), raised);
        ratoon.answer("resume", name);
        String log = agents.awaitLog(name, "two-4");
        assertFalse(log.contains("one-2"), log);
        assertEquals(1, ratoon.ratoon("queue", name, "--withdraw", message).exit());
    }

    /** A script that prints two lines and leaves a file before the last one decides. */
    private static String script(String file, String last) throws Exception {
        return Files.writeString(
                        folder.resolve(file + ".sh"),
                        "echo line-$((0 + 1))\necho line-2\necho made-$((6 * 7)) > made.txt\n"
                                + last
                                + "\n")
                .toString();
    }

    private static void awaitFailure(String name) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(90));
        while (!ratoon.json("show", name).path("state").asText().equals("failed")) {
            assertTrue(Instant.now().isBefore(end), () -> name + " never failed");
        }
    }

    private static void awaitDecisionOtherThan(String name, String id) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (ratoon.json("decisions", name).path("decisions").findValuesAsText("id").stream()
                .allMatch(id::equals)) {
            assertTrue(Instant.now().isBefore(end), () -> "no second decision");
        }
    }

    private static void seqsHaveNoGap(String lines) throws Exception {
        List<String> events = lines.lines().toList();
        long[] seqs = new long[events.size()];
        for (int i = 0; i < seqs.length; i++) {
            seqs[i] = Json.read(events.get(i)).path("seq").asLong();
        }
        long[] expected = LongStream.rangeClosed(1, seqs.length).toArray();
        org.junit.jupiter.api.Assertions.assertArrayEquals(expected, seqs);
    }
}
