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
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents with the shell harness, by the client alone, against a real control plane. */
class AgentsIT {
    @TempDir static Path folder;
    private static Installation ratoon;
    private static Path repository;

    @BeforeAll
    static void start() throws Exception {
        repository = Files.createDirectory(folder.resolve("project"));
        git("init", "-q", "-b", "main");
        Files.writeString(repository.resolve("a.txt"), "one\n");
        git("add", "a.txt");
        git("-c", "user.name=A", "-c", "user.email=a@example.invalid", "commit", "-qm", "one");
        ratoon = new Installation(folder);
        ratoon.up();
    }

    @AfterAll
    static void leaveNothing() throws Exception {
        try {
            for (JsonNode agent : ratoon.json("list").path("agents")) {
                String name = agent.path("name").asText();
                ratoon.answer("delete", "--yes", name);
                awaitDoing(name, "is deleted");
                awaitNoProcess(agent.path("id").asText());
            }
        } finally {
            ratoon.close();
        }
    }

    @Test
    void anAgentWorksAndItsLogTellsIt() throws Exception {
        String name = started("auto", "cat a.txt && echo made by $((40 + 2))");
        await(name, "idle");
        String log = ratoon.answer("logs", name);
        assertTrue(log.contains("made by 42"), log);
        assertTrue(log.contains("created as " + name), log);
        assertTrue(ratoon.answer("list").contains(name));
        assertTrue(ratoon.answer("list", "--state", "idle", "made").contains(name));
        assertTrue(ratoon.answer("show", name).contains(repository.toString()));
        seqsHaveNoGap(ratoon.answer("logs", name, "--json"));
    }

    @Test
    void whatItAsksForIsAllowedOrRefused() throws Exception {
        String name = started("normal", "echo allowed-$((1 + 1))\necho refused-$((1 + 2))");
        await(name, "waiting");
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
        ratoon.answer("deny", name, "--message", "not that");
        await(name, "idle");
        String log = ratoon.answer("logs", name);
        assertTrue(log.contains("allowed-2"), log);
        assertFalse(log.contains("refused-3"), log);

        String rule = ratoon.json("rules", name).path("rules").get(0).path("id").asText();
        ratoon.answer("rules", name, "--remove", rule);
        assertEquals(0, ratoon.json("rules", name).path("rules").size());
    }

    @Test
    void itsLogIsFollowedAsItGrows() throws Exception {
        String name = started("auto", "echo first");
        Launched following = ratoon.start("logs", "-f", "--json", name);
        following.says("\"type\":\"agent.created\"");
        await(name, "idle");
        ratoon.answer("send", name, "echo second-$((3 * 7))");
        String said = following.says("second-21");
        seqsHaveNoGap(said.substring(0, said.lastIndexOf('\n') + 1));
        following.kill("INT");
        assertEquals(130, following.end().exit());
    }

    @Test
    void aCommandRunsInItsSandbox() throws Exception {
        String name = started("auto", "echo hello > made.txt");
        await(name, "idle");
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

    @Test
    void moreThanAWindowGoesThroughACommandBothWays() throws Exception {
        String name = started("auto", "true");
        await(name, "idle");
        String much = "0123456789abcdef\n".repeat(200_000);
        Launched.End end = ratoon.ratoonWith(much, "exec", name, "-i", "--", "cat");
        assertEquals(0, end.exit(), end::err);
        assertTrue(much.equals(end.out()), () -> "got " + end.out().length());
    }

    @Test
    void itPausesGoesOnAndComesBackAfterItWasDeleted() throws Exception {
        String name = started("auto", "echo kept > kept.txt");
        await(name, "idle");
        ratoon.answer("pause", name);
        await(name, "paused");
        ratoon.answer("resume", name);
        assertTrue(ratoon.answer("mode", name, "plan").startsWith(name));
        assertEquals("plan", ratoon.json("show", name).path("mode").asText());
        assertEquals(1, ratoon.ratoon("mode", name, "wild").exit());
        await(name, "idle");
        assertEquals("kept\n", ratoon.answer("exec", name, "--", "cat", "kept.txt"));
        assertEquals(2, ratoon.ratoon("delete", name).exit());
        ratoon.answer("delete", "--yes", name);
        assertFalse(ratoon.answer("list").contains(name));
        assertTrue(ratoon.answer("list", "--all").contains(name));
        ratoon.answer("delete", "--undo", name);
        assertTrue(ratoon.answer("list").contains(name));
    }

    @Test
    void aTurnIsStoppedAndAnotherMessageRedirects() throws Exception {
        String name = started("auto", "sleep 600");
        await(name, "working");
        ratoon.answer("stop", name);
        await(name, "idle");
        ratoon.answer("send", name, "sleep 601");
        await(name, "working");
        ratoon.answer("send", name, "--redirect", "echo instead-$((2 + 2))");
        Launched following = ratoon.start("logs", "-f", name);
        following.says("instead-4");
        following.kill("INT");
        following.end();
    }

    private static String started(String mode, String prompt) throws Exception {
        Launched.End end =
                ratoon.ratoonWith(
                        prompt, "start", "--json", "--repo", repository.toString(), "--mode", mode);
        assertEquals(0, end.exit(), end::toString);
        return Json.read(end.out()).path("name").asText();
    }

    private static void await(String name, String state) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(90));
        JsonNode agent = ratoon.json("show", name);
        while (!agent.path("state").asText().equals(state)) {
            assertTrue(
                    Instant.now().isBefore(end) && !agent.path("state").asText().equals("failed"),
                    "not " + state + ": " + agent + "\n" + ratoon.answer("logs", name));
            agent = ratoon.json("show", name);
        }
    }

    private static void awaitDoing(String name, String doing) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (!ratoon.json("show", name).path("doing").asText().equals(doing)) {
            assertTrue(Instant.now().isBefore(end), () -> name + " never " + doing);
        }
    }

    /** A sandbox bears its agent's id as its host name. */
    private static void awaitNoProcess(String id) {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").contains(id))) {
            assertTrue(Instant.now().isBefore(end), () -> "the sandbox of " + id + " outlives it");
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

    private static void git(String... words) throws Exception {
        var command = new java.util.ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Process process =
                new ProcessBuilder(command).directory(repository.toFile()).inheritIO().start();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0);
    }
}
