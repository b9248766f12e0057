package dev.ratoon.environments.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.environments.Eventually;
import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.SandboxesContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hostile code that takes what it can and does not want to end. */
class GreedIT {
    Bench bench() throws IOException, SandboxTrouble {
        return new Bench();
    }

    @Test
    void aForkBombHurtsNobodyElse() throws Exception {
        try (var bench = bench().withSize(new SandboxOrder.Size(512, 100, 200))) {
            SandboxName name = bench.running("one", 1);

            String forked =
                    bench.inHands(
                            name,
                            "perl -e 'my $n = 0; for (1..600) { my $p = fork(); last unless defined"
                                    + " $p; if (!$p) { sleep 20; exit } $n++ } print $n'");

            int children = Integer.parseInt(forked.replaceAll("\\D.*", ""));
            assertTrue(children > 50 && children < 200, forked);
            assertEquals(
                    "well",
                    bench.inRunner(
                            name,
                            "for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.1 & done; wait; echo well"));
            assertTrue(SandboxesContract.isRunning(bench.sandboxes(), name));
        }
    }

    @Test
    void aHungryProgramEndsAndNobodyElse() throws Exception {
        try (var bench = bench().withSize(new SandboxOrder.Size(256, 100, 200))) {
            SandboxName name = bench.running("one", 1);

            String said =
                    bench.inHands(
                            name,
                            "perl -e 'my @a; for (1..400) { push @a, \"x\" x (1 << 20) } print"
                                    + " \"satisfied\"'; true");

            assertFalse(said.contains("satisfied"), said);
            assertEquals("well", bench.inRunner(name, "true & wait; echo well"));
        }
    }

    @Test
    void filesInMemoryAreBounded() throws Exception {
        try (var bench = bench().withSize(new SandboxOrder.Size(256, 100, 200))) {
            SandboxName name = bench.running("one", 1);

            for (String place : List.of("/tmp", "/dev/shm")) {
                AttacksIT.assertRefused(
                        bench.inHands(
                                name,
                                "head -c 200000000 /dev/zero > "
                                        + place
                                        + "/big; rm "
                                        + place
                                        + "/big"));
            }
        }
    }

    @Test
    void whatIgnoresSignalsAndLeavesItsSessionEndsToo() throws Exception {
        try (var bench = bench()) {
            SandboxName name = bench.running("one", 1);
            bench.inHands(
                    name,
                    "setsid sh -c 'trap \"\" TERM HUP INT; sleep 987' > /dev/null 2>&1 &"
                            + " sleep 0.1; setsid sleep 988 > /dev/null 2>&1 & true");
            Eventually.holds(() -> machineRuns("sleep\0" + "988"));

            bench.sandboxes().stop(name);

            assertFalse(machineRuns("sleep\0" + "987") || machineRuns("sleep\0" + "988"));
        }
    }

    @Test
    void theRunnersSideGoesWithTheHands() throws Exception {
        try (var bench = bench()) {
            SandboxName name = bench.running("one", 1);
            Life runner = bench.life(name, Side.RUNNER).init().orElseThrow();

            bench.endByItself(name);

            Eventually.holds(() -> !runner.lasts());
            var observed = bench.sandboxes().observe("one").orElseThrow();
            assertTrue(observed instanceof Observed.Ended, observed.toString());
        }
    }

    static boolean machineRuns(String command) {
        var found = new boolean[1];
        ProcessTable.forEach(
                pid -> {
                    try {
                        found[0] |=
                                Files.readString(Path.of("/proc", pid + "", "cmdline"))
                                        .startsWith(command);
                    } catch (IOException _) {
                        // Gone meanwhile.
                    }
                });
        return found[0];
    }
}
