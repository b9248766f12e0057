package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the control plane fills up while an agent works. */
@Timeout(300)
class FullHomeIT {
    private static final int COMMANDS = 20;

    @TempDir Path folder;
    private Installation ratoon;
    private Path disk;

    @BeforeEach
    void aSmallDiskForPayloads() throws Exception {
        ratoon = new Installation(folder);
        disk = Files.createDirectories(ratoon.home().resolve("blobs"));
        boolean mounted =
                shell("mount -t tmpfs -o mode=0700,size=256k ratoon-test '" + disk + "'") == 0;
        if (!mounted) {
            System.out.println("Skipped: a full disk. This user may not mount one.");
        }
        assumeTrue(mounted, "may not mount");
    }

    @AfterEach
    void leaveNothing() throws Exception {
        ratoon.close();
        shell("umount -l '" + disk + "' 2>/dev/null");
    }

    @Test
    @Tag("long")
    void whatASandboxSaysWaitsThereAndGoesInWhenThereIsRoom() throws Exception {
        ratoon.up();
        Path repository = Files.createDirectory(folder.resolve("project"));
        assertEquals(0, shell("git init -q -b main '" + repository + "'"));
        String commit = "-c user.name=A -c user.email=a@example.invalid commit -q --allow-empty";
        assertEquals(0, shell("git -C '" + repository + "' " + commit + " -m one"));
        String prompt = "head -c 30000 /dev/urandom | base64 -w0; echo\n".repeat(COMMANDS);
        String name = start(repository, prompt);
        awaitEvent(name, "limit.reached");
        String told = ratoon.answer("logs", name);
        assertTrue(told.contains(disk + " is full"), told);
        Launched.End refused = send(name, "x".repeat(150_000));
        assertEquals(1, refused.exit(), refused::toString);
        assertTrue(refused.err().contains(disk + " is full"), refused::toString);
        assertTrue(refused.err().contains("Next: Try again"), refused::toString);
        assertEquals(0, shell("mount -o remount,size=64m '" + disk + "'"));
        awaitEvent(name, "turn.ended");
        List<JsonNode> events = events(name);
        for (int i = 0; i < events.size(); i++) {
            assertEquals(i + 1, events.get(i).path("seq").asInt());
        }
        assertEquals(COMMANDS, events.stream().filter(FullHomeIT::isCompleted).count());
        assertEquals(1, count(events, "turn.ended"));
        assertEquals(1, count(events, "limit.reached"));
        ratoon.answer("delete", "--yes", name);
        awaitEvent(name, "sandbox.ended");
    }

    private String start(Path repository, String prompt) throws Exception {
        Launched.End end =
                ratoon.ratoonWith(
                        prompt,
                        "start",
                        "--json",
                        "--repo",
                        repository.toString(),
                        "--mode",
                        "auto");
        assertEquals(0, end.exit(), end::toString);
        return Json.read(end.out()).path("name").asText();
    }

    private Launched.End send(String name, String text) throws Exception {
        return ratoon.ratoonWith(text, "send", name);
    }

    private void awaitEvent(String name, String type) throws Exception {
        Instant end = Instant.now().plus(Duration.ofSeconds(90));
        while (count(events(name), type) == 0) {
            assertTrue(Instant.now().isBefore(end), () -> "no " + type + " in\n" + words(name));
        }
    }

    private String words(String name) {
        try {
            return ratoon.answer("logs", name);
        } catch (Exception e) {
            return e.toString();
        }
    }

    private List<JsonNode> events(String name) throws Exception {
        List<JsonNode> events = new ArrayList<>();
        for (String line : ratoon.answer("logs", name, "--json").lines().toList()) {
            events.add(Json.read(line));
        }
        return events;
    }

    private static long count(List<JsonNode> events, String type) {
        return events.stream().filter(event -> event.path("type").asText().equals(type)).count();
    }

    private static boolean isCompleted(JsonNode event) {
        return event.at("/payload/update/status").asText().equals("completed");
    }

    private static int shell(String line) throws Exception {
        return new ProcessBuilder("/bin/sh", "-c", line).inheritIO().start().waitFor();
    }
}
