package dev.ratoon.runner;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.ToRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long the runner takes to say its first word, and what it takes of the machine. */
class StartIT {
    private static final long MOST_KIBIBYTES = 80 << 10;

    @Tag("long")
    @Test
    void theRunnerIsSmallAndSoonThere() throws Exception {
        try (var sandbox = Sandbox.ready(Sandbox.assignment("auto"))) {
            sandbox.control.prompt(1, "echo warm");
            sandbox.control.awaitEnd(1);
            long runner = Memory.of(sandbox.runner());
            Memory.say("runner: " + runner + " KiB, hands: " + Memory.of(sandbox.hands()) + " KiB");
            starts(sandbox, "without an AOT cache");
            String cache = sandbox.root.resolve("runner.aot").toString();
            train(sandbox, cache);
            sandbox.moreFlags.addAll(List.of("-XX:AOTCache=" + cache));
            starts(sandbox, "with an AOT cache");
            Memory.say("runner with an AOT cache: " + Memory.of(sandbox.runner()) + " KiB");
            assertTrue(runner < MOST_KIBIBYTES, runner + " KiB");
        }
    }

    private static void starts(Sandbox sandbox, String how) throws Exception {
        List<Long> starts = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            sandbox.killRunner();
            int before = sandbox.control.hellos.size();
            long began = System.nanoTime();
            sandbox.startRunner();
            sandbox.control.await(log -> sandbox.control.hellos.size() > before);
            starts.add((System.nanoTime() - began) / 1_000_000);
        }
        Memory.say(
                "runner's start to its Hello "
                        + how
                        + ", ms: "
                        + starts.stream().sorted().toList());
    }

    /** A start and an end: what both load is what the cache keeps. */
    private static void train(Sandbox sandbox, String cache) throws Exception {
        sandbox.killRunner();
        int before = sandbox.control.all(Reported.HarnessStarted.class).size();
        sandbox.moreFlags.add("-XX:AOTCacheOutput=" + cache);
        sandbox.startRunner();
        sandbox.control.await(
                log -> sandbox.control.all(Reported.HarnessStarted.class).size() > before);
        sandbox.control.send(new ToRunner.End("it was a training"));
        sandbox.runner().onExit().orTimeout(60, TimeUnit.SECONDS).join();
        sandbox.moreFlags.clear();
        assertTrue(Files.exists(Path.of(cache)), sandbox.accounts());
    }
}
