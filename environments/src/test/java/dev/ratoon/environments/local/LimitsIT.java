package dev.ratoon.environments.local;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.ratoon.environments.ErrandsContract;
import dev.ratoon.environments.Eventually;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the kernel was told, in whichever version of control groups it has. */
class LimitsIT {
    @Test
    void bothSidesAreInGroupsThatHaveTheLimitsOfTheOrder() throws Exception {
        try (var bench = new Bench().withSize(new SandboxOrder.Size(512, 150, 200))) {
            Cgroups groups = CgroupSearch.of(bench.settings().root());
            assumeFalse(groups.bounds().isEmpty(), "no control group can be made here");
            SandboxName name = bench.running("one", 1);

            assertEquals(Set.of("cpu", "memory", "pids"), groups.bounds());
            for (Side side : Side.values()) {
                String first = bench.life(name, side).init().orElseThrow().pid() + "";
                for (Path group : groups.groups(name, side)) {
                    assertTrue(
                            Files.readAllLines(group.resolve("cgroup.procs")).contains(first),
                            side + " is not in " + group);
                }
            }
            assertEquals(
                    List.of("402653184", "150000 100000", "150"),
                    limits(groups.groups(name, Side.HANDS)));
            assertEquals(
                    List.of("536870912", "170000 100000", "200"),
                    limits(groups.groups(name, Side.HANDS).stream().map(Path::getParent).toList()));
        }
    }

    @Test
    void anErrandGivesWayToAgents() throws Exception {
        try (var bench = new Bench()) {
            Cgroups groups = CgroupSearch.of(bench.settings().root());
            assumeFalse(groups.bounds().isEmpty(), "no control group can be made here");
            List<Path> agents =
                    groups.groups(bench.running("one", 1), Side.HANDS).stream()
                            .map(Path::getParent)
                            .toList();
            Path folder = Path.of(bench.freshFolder());
            String waits = "touch begun; until test -e go; do sleep 0.05; done";
            var order = ErrandsContract.shell(waits, folder.toString(), ErrandsContract.USUAL);
            Thread errand =
                    Thread.ofVirtual()
                            .start(
                                    () ->
                                            assertDoesNotThrow(
                                                    () -> ErrandsContract.Said.by(bench, order)));
            Eventually.holds(() -> Files.exists(folder.resolve("begun")));

            List<Path> its = agents.stream().map(LimitsIT::ofTheErrandBeside).toList();

            assertEquals(10, weight(agents) / weight(its));
            Files.createFile(folder.resolve("go"));
            errand.join();
        }
    }

    private static Path ofTheErrandBeside(Path agent) {
        try (Stream<Path> all = Files.list(agent.resolveSibling(""))) {
            return all.filter(each -> each.getFileName().toString().startsWith("errand-"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int weight(List<Path> groups) throws IOException {
        return Integer.parseInt(first(groups, "cpu.weight", "cpu.shares"));
    }

    /** Bytes of memory; microseconds of processor time in a period; processes. */
    private static List<String> limits(List<Path> groups) throws IOException {
        var limits = new ArrayList<String>();
        limits.add(first(groups, "memory.max", "memory.limit_in_bytes"));
        String quota = first(groups, "cpu.max", "cpu.cfs_quota_us");
        limits.add(quota.contains(" ") ? quota : quota + " " + first(groups, "cpu.cfs_period_us"));
        limits.add(first(groups, "pids.max"));
        return limits;
    }

    private static String first(List<Path> groups, String... files) throws IOException {
        for (Path group : groups) {
            for (String file : files) {
                if (Files.exists(group.resolve(file))) {
                    return Files.readString(group.resolve(file)).strip();
                }
            }
        }
        throw new AssertionError("none of " + List.of(files) + " in " + groups);
    }
}
