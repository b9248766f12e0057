package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./ratoon up --demo}. */
class DemoIT {
    private static final Pattern SHELL = Pattern.compile("prompt: (demo-shell-[0-9a-f]{6})\n");
    private static final Pattern THINKS = Pattern.compile("model: (demo-opencode-[0-9a-f]{6})\n");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration INSTALLED = Duration.ofMinutes(4);

    @TempDir Path folder;

    @Test
    @Tag("long")
    void theShellMendsTheSampleAtOnceAndOpenCodeDoesWhenItIsInstalled() throws Exception {
        try (var ratoon = withNpm(new Installation(folder))) {
            Launched up = ratoon.up("--demo");
            Instant ready = Instant.now();
            String account = Files.readString(up.out());
            String thinks = agent(THINKS, account);
            Path repository = ratoon.home().resolve("demo/greeting");
            assertTrue(account.contains(repository.toString()), account);
            assertTrue(account.contains("./ratoon logs -f " + thinks), account);

            assertTheShellMends(ratoon, agent(SHELL, account), ready);
            if (isNpmHere()) {
                assertOpenCodeMends(ratoon, thinks);
            }
            assertTrue(
                    Files.readString(repository.resolve("greet.sh")).contains("$name"),
                    "what people have stays as it is");
            up.kill("INT");
            assertEquals(0, up.end().exit());
            ratoon.assertNothingRuns();

            Launched again = ratoon.up();
            if (isNpmHere()) {
                ratoon.answer("send", thinks, "And now?");
                await(ratoon, thinks, "while Ratoon runs by ./ratoon up --demo", SOON);
            }
            again.kill("INT");
            assertEquals(0, again.end().exit());
            ratoon.assertNothingRuns();
        }
    }

    private static void assertTheShellMends(Installation ratoon, String agent, Instant ready)
            throws Exception {
        String log = await(ratoon, agent, "turn 1 finished", SOON);
        Duration took = Duration.between(ready, at(ratoon, agent, "turn.started"));
        System.out.println("demo: working " + took.toMillis() + " ms after it was ready");
        assertTrue(took.compareTo(Duration.ofSeconds(30)) < 0, took::toString);
        assertTrue(log.contains("FAILED: greet Ada says 'Hello, !'"), log);
        assertTrue(log.contains("passed: greet Ada says 'Hello, Ada!'"), log);
        await(ratoon, agent, "checkpoint", SOON);
        assertTrue(ratoon.answer("diff", agent).contains("+  echo \"Hello, $1!\""));
    }

    private static void assertOpenCodeMends(Installation ratoon, String agent) throws Exception {
        String log = await(ratoon, agent, "turn 1 finished", INSTALLED);
        Instant began = at(ratoon, agent, "agent.created");
        Duration installed = Duration.between(began, at(ratoon, agent, "harness.started"));
        System.out.println("demo: OpenCode thinks " + installed.toMillis() + " ms after that");
        assertTrue(log.contains("installs its harness opencode: "), log);
        assertTrue(log.contains("FAILED: greet Ada says 'Hello, !'"), log);
        assertTrue(log.contains("passed: greet Ada says 'Hello, Ada!'"), log);
        assertTrue(log.contains("I am the demo's scripted model"), log);
        await(ratoon, agent, "checkpoint", SOON);
        assertTrue(ratoon.answer("diff", agent).contains("+  echo \"Hello, $1!\""));
    }

    /** What npm is told on this machine is in the user's own home, which this is not. */
    private static Installation withNpm(Installation ratoon) {
        ratoon.with("npm_config_userconfig", System.getProperty("user.home") + "/.npmrc");
        System.getenv().entrySet().stream()
                .filter(each -> each.getKey().startsWith("npm_config_"))
                .forEach(each -> ratoon.with(each.getKey(), each.getValue()));
        return ratoon;
    }

    private static boolean isNpmHere() throws Exception {
        boolean here =
                System.getProperty("os.arch").equals("amd64")
                        && new ProcessBuilder("sh", "-c", "command -v npm").start().waitFor() == 0;
        if (!here) {
            System.out.println("SKIPPED: OpenCode needs npm, on amd64");
        }
        return here;
    }

    private static String agent(Pattern where, String account) {
        Matcher agent = where.matcher(account);
        assertTrue(agent.find(), account);
        return agent.group(1);
    }

    /** Follows the log as a person does, until it says that. */
    private static String await(Installation ratoon, String agent, String text, Duration patience)
            throws Exception {
        Launched follows = ratoon.start("logs", "-f", agent);
        try {
            Instant end = Instant.now().plus(patience);
            String log = "";
            while (Instant.now().isBefore(end)) {
                boolean ended = follows.process().waitFor(100, TimeUnit.MILLISECONDS);
                log = Files.readString(follows.out());
                if (log.contains(text)) {
                    return log;
                }
                assertTrue(!ended && !log.contains("FAILED: opencode"), log);
            }
            throw new AssertionError("It never said '" + text + "':\n" + log);
        } finally {
            follows.kill("KILL");
        }
    }

    private static Instant at(Installation ratoon, String agent, String type) throws Exception {
        List<String> lines = ratoon.answer("logs", agent, "--json").lines().toList();
        for (String line : lines) {
            JsonNode event = Json.read(line);
            if (event.path("type").asText().equals(type)) {
                return Instant.parse(event.path("at").asText());
            }
        }
        throw new AssertionError("there is no " + type + " in\n" + String.join("\n", lines));
    }
}
