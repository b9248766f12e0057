package dev.ratoon.environments.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WallsTest {
    private static final SidePlan PLAN =
            new SidePlan(
                    Side.HANDS,
                    "one",
                    1000,
                    1000,
                    List.of(
                            new Mount.ReadOnly(Path.of("/usr"), "/usr"),
                            new Mount.Writable(Path.of("/root/a/workspace"), "/workspace"),
                            new Mount.Memory(4096, "/tmp")),
                    new TreeMap<>(Map.of("HOME", "/workspace/home")),
                    "/workspace",
                    List.of("java", "--", "-x"));

    @Test
    void bubblewrapGetsEveryWall() {
        List<String> line = new Walls.Bubblewrap(Path.of("bwrap"), true, true).around(PLAN);

        assertTrue(
                line.containsAll(
                        List.of(
                                "--unshare-user",
                                "--unshare-all",
                                "--new-session",
                                "--disable-userns",
                                "--seccomp",
                                "--clearenv",
                                "--remount-ro")));
        assertFalse(line.contains("--die-with-parent"), "it outlives the control plane");
        assertEquals(List.of("--", "java", "--", "-x"), line.subList(line.size() - 4, line.size()));
    }

    @Test
    void anOlderBubblewrapGetsNoOptionThatItDoesNotKnow() {
        List<String> line = new Walls.Bubblewrap(Path.of("bwrap"), false, false).around(PLAN);

        assertFalse(line.contains("--disable-userns") || line.contains("--size"));
    }

    @Test
    void rootPutsWhatIsTheAgentsWhereTheAgentCanReachIt() {
        Staged staged = Staged.of(PLAN.mounts());

        assertEquals(
                List.of(staged.place().toString(), "/root/a/workspace", "0", "--"),
                staged.arguments());
        assertEquals(
                new Mount.Writable(staged.place().resolve("0"), "/workspace"),
                staged.mounts().get(1));
        assertEquals(PLAN.mounts().getFirst(), staged.mounts().getFirst());
    }
}
