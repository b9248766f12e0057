package dev.ratoon.runner.hands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process server with real processes. It has a process of its own, as in a sandbox: whoever is
 * left below it belongs to nobody and is ended, and that must not be what another test started.
 */
class HandsIT {
    private static final Path JAR =
            Path.of(
                            System.getProperty("ratoon.root", ".."),
                            "agent-runner/target/ratoon-runner.jar")
                    .toAbsolutePath();

    @TempDir private static Path link;
    private static Process server;
    private static Hands hands;

    @BeforeAll
    static void start() throws IOException {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        JAR.toString(),
                        "dev.ratoon.runner.hands.Main");
        builder.environment()
                .putAll(
                        Map.of(
                                "RATOON_LINK", link.toString(),
                                "RATOON_WORKSPACE", link.toString()));
        server = builder.inheritIO().start();
        hands = Hands.at(link);
    }

    @AfterAll
    static void stop() {
        server.destroy();
        server.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static String all(HandsProcess process) throws IOException {
        return new String(process.output().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void outputAndExitCodeCome() throws Exception {
        try (HandsProcess process = hands.run(SpawnRequest.of("sh", "-c", "pwd; exit 5"))) {
            assertEquals(link + "\n", all(process));
            assertEquals(5, process.waitFor().orElseThrow());
        }
    }

    /** As when it is cloned anew while somebody looks into the workspace. */
    @Test
    void aRepositoryThatGoesAndComesBackRefusesNobody() throws Exception {
        String toAndFro =
                "while [ ! -e enough ]; do mkdir -p repository; rmdir repository; done; rm enough";
        try (HandsProcess fetching = hands.run(SpawnRequest.of("sh", "-c", toAndFro).in("."))) {
            for (int i = 0; i < 100; i++) {
                try (HandsProcess process = hands.run(SpawnRequest.of("true"))) {
                    assertEquals(0, process.waitFor().orElseThrow());
                }
            }
            Files.createFile(link.resolve("enough"));
            assertEquals(0, fetching.waitFor().orElseThrow());
        }
    }

    @Test
    void theLastOneTakesWithItWhoGaveUpEverythingToHide() throws Exception {
        String hider = "env -i setsid sh -c 'trap \"\" TERM HUP; echo $$; sleep 3456; :'";
        try (HandsProcess process =
                hands.run(SpawnRequest.of("sh", "-c", "(" + hider + " &); sleep 0.3; exit 0"))) {
            String pid = all(process).strip();
            assertEquals(0, process.waitFor().orElseThrow());
            var gone = ProcessHandle.of(Long.parseLong(pid));
            gone.ifPresent(left -> left.onExit().orTimeout(10, TimeUnit.SECONDS).join());
            assertTrue(ProcessHandle.of(Long.parseLong(pid)).isEmpty());
        }
    }

    @Test
    void aForkBombEnds() throws Exception {
        String bomb =
                "n=0; while [ $n -lt 60 ]; do sh -c 'while :; do sleep 9753 & sleep 0.05; done' & n=$((n+1)); done; echo lit; wait";
        try (HandsProcess process = hands.run(SpawnRequest.of("sh", "-c", bomb))) {
            byte[] lit = process.output().readNBytes(4);
            assertEquals("lit\n", new String(lit, StandardCharsets.UTF_8));
            process.signal(HandsProcess.END);
            assertTrue(process.waitFor().isPresent());
            assertEquals(
                    0,
                    ProcessHandle.allProcesses()
                            .filter(p -> p.info().commandLine().orElse("").contains("sleep 9753"))
                            .filter(ProcessHandle::isAlive)
                            .count());
        }
    }

    @Test
    void aSweepSparesWhoWasThereBefore() throws Exception {
        String script = "sleep 8642 & echo old; read x; sleep 8643 & echo new; wait";
        try (HandsProcess process = hands.run(SpawnRequest.of("sh", "-c", script))) {
            var output = process.output();
            assertEquals("old\n", new String(output.readNBytes(4), StandardCharsets.UTF_8));
            process.signal(HandsProcess.REMEMBER);
            process.input().write('\n');
            assertEquals("new\n", new String(output.readNBytes(4), StandardCharsets.UTF_8));
            process.signal(HandsProcess.SWEEP);
            await(() -> running("sleep 8643") == 0);
            assertEquals(1, running("sleep 8642"));
            process.signal(HandsProcess.END);
            assertTrue(process.waitFor().isPresent());
            assertEquals(0, running("sleep 8642"));
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        long giveUpAt = System.nanoTime() + 20_000_000_000L;
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < giveUpAt, "in vain");
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    private static long running(String command) {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info().commandLine().orElse("").endsWith(command))
                .count();
    }
}
