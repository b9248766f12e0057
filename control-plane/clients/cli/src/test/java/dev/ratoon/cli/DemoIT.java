package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./ratoon up --demo}. */
class DemoIT {
    private static final Pattern AGENT = Pattern.compile("agent (demo-[0-9a-f]{6})");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    @Test
    void anAgentMendsTheSampleAtOnceAndTheAccountSaysWhereToLook() throws Exception {
        try (var ratoon = new Installation(folder)) {
            Launched up = ratoon.up("--demo");
            Instant ready = Instant.now();
            String account = Files.readString(up.out());
            String agent = agent(account);
            Path repository = ratoon.home().resolve("demo/greeting");
            assertTrue(account.contains(repository.toString()), account);
            assertTrue(account.contains("./ratoon logs -f " + agent), account);

            String log = awaitTurn(ratoon, agent);
            Duration took = Duration.between(ready, began(ratoon, agent));
            System.out.println("demo: working " + took.toMillis() + " ms after it was ready");
            assertTrue(took.compareTo(Duration.ofSeconds(30)) < 0, took::toString);
            assertTrue(log.contains("FAILED: greet Ada says 'Hello, !'"), log);
            assertTrue(log.contains("passed: greet Ada says 'Hello, Ada!'"), log);
            assertTrue(ratoon.answer("diff", agent).contains("+  echo \"Hello, $1!\""));
            assertTrue(
                    Files.readString(repository.resolve("greet.sh")).contains("$name"),
                    "what people have stays as it is");

            ended(ratoon, up);
            Files.writeString(repository.resolve("README.md"), "mine\n");
            String again = agent(Files.readString(ratoon.up("--demo").out()));
            assertEquals("mine\n", Files.readString(repository.resolve("README.md")));
            assertTrue(!again.equals(agent), "it is another agent, on the same repository");
        }
    }

    private static void ended(Installation ratoon, Launched up) throws Exception {
        up.kill("INT");
        assertEquals(0, up.end().exit());
        ratoon.assertNothingRuns();
    }

    private static String agent(String account) {
        Matcher agent = AGENT.matcher(account);
        assertTrue(agent.find(), account);
        return agent.group(1);
    }

    private static String awaitTurn(Installation ratoon, String agent) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            String log = ratoon.answer("logs", agent);
            if (log.contains("turn 1 finished")) {
                return log;
            }
        }
        throw new AssertionError(ratoon.answer("logs", agent));
    }

    private static Instant began(Installation ratoon, String agent) throws Exception {
        for (String line : ratoon.answer("logs", agent, "--json").lines().toList()) {
            JsonNode event = Json.read(line);
            if (event.path("type").asText().equals("turn.started")) {
                return Instant.parse(event.path("at").asText());
            }
        }
        throw new AssertionError("no turn has begun");
    }
}
