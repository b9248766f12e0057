package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Agents that a user starts at a terminal, all on one repository. */
record OwnAgents(Installation ratoon, Path repository) {
    /** On a repository with one file, a.txt, that is made in this folder. */
    static OwnAgents of(Installation ratoon, Path folder) throws Exception {
        var agents = new OwnAgents(ratoon, Files.createDirectory(folder.resolve("project")));
        agents.git("init", "-q", "-b", "main");
        Files.writeString(agents.repository.resolve("a.txt"), "one\n");
        agents.git("add", "a.txt");
        agents.commit(agents.repository, "-qm", "one");
        return agents;
    }

    String started(String mode, String prompt, String... more) throws Exception {
        var words =
                new java.util.ArrayList<>(
                        List.of("start", "--json", "--repo", repository.toString()));
        words.addAll(List.of("--mode", mode));
        words.addAll(List.of(more));
        Launched.End end = ratoon.ratoonWith(prompt, words.toArray(String[]::new));
        assertEquals(0, end.exit(), end::toString);
        return Json.read(end.out()).path("name").asText();
    }

    void await(String name, String state) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(90));
        JsonNode agent = ratoon.json("show", name);
        while (!agent.path("state").asText().equals(state)) {
            assertTrue(
                    Instant.now().isBefore(end) && !agent.path("state").asText().equals("failed"),
                    "not " + state + ": " + agent + "\n" + ratoon.answer("logs", name));
            agent = ratoon.json("show", name);
        }
    }

    String awaitLog(String name, String words) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(90));
        String log = ratoon.answer("logs", name);
        while (!log.contains(words)) {
            assertTrue(Instant.now().isBefore(end), log);
            log = ratoon.answer("logs", name);
        }
        return log;
    }

    void awaitDoing(String name, String doing) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (!ratoon.json("show", name).path("doing").asText().equals(doing)) {
            assertTrue(Instant.now().isBefore(end), () -> name + " never " + doing);
        }
    }

    /** All that are there, until nothing of them runs. */
    void delete() throws Exception {
        for (JsonNode agent : ratoon.json("list").path("agents")) {
            String name = agent.path("name").asText();
            ratoon.answer("delete", "--yes", name);
            awaitDoing(name, "is deleted");
            awaitNoProcess(agent.path("id").asText());
        }
    }

    /** A sandbox bears its agent's id as its host name. */
    static void awaitNoProcess(String id) {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").contains(id))) {
            assertTrue(Instant.now().isBefore(end), () -> "the sandbox of " + id + " outlives it");
        }
    }

    void git(String... words) throws IOException, InterruptedException {
        gitIn(repository, words);
    }

    void commit(Path clone, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("-c", "user.name=A"));
        command.addAll(List.of("-c", "user.email=a@example.invalid", "commit"));
        command.addAll(List.of(words));
        gitIn(clone, command.toArray(String[]::new));
    }

    private static void gitIn(Path folder, String... words)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Process process =
                new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0);
    }
}
