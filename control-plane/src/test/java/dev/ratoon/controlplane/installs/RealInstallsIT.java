package dev.ratoon.controlplane.installs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.environments.ConfinementProbe;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxOrder.Address;
import dev.ratoon.environments.SandboxOrder.Shared;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.local.LocalSandboxes;
import dev.ratoon.environments.local.LocalSettings;
import dev.ratoon.environments.local.Side;
import dev.ratoon.environments.local.Uids;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Node and OpenCode from the registry that this machine has, run in a sandbox as an agent's is. */
class RealInstallsIT {
    private static final String LOOK =
            """
            cd "$RATOON_WORKSPACE" || exit 9
            {
              /opt/ratoon/node/bin/node --version
              /opt/ratoon/node/bin/node -p \
                'require("/opt/ratoon/harness/node_modules/opencode-ai/package.json").version'
              /opt/ratoon/harness/node_modules/opencode-linux-x64-baseline/bin/opencode --version
              touch /opt/ratoon/harness/x /opt/ratoon/node/x
            } > looking 2>&1
            mv looking seen
            exec sleep 600
            """;

    private static byte[] lockfile(String name) throws IOException {
        try (InputStream in =
                RealInstallsIT.class.getResourceAsStream(name + "/package-lock.json")) {
            return in.readAllBytes();
        }
    }

    @Test
    @Tag("long")
    void nodeAndOpenCodeRunInASandboxThatCannotChangeThem() throws Exception {
        assumeTrue(Platform.here().cpu().equals("x64"), "the lockfile is for another processor");
        Path home = Files.createTempDirectory("ratoon-real");
        try (var bench = new InstallBench(home, Optional.empty(), 1L << 30)) {
            for (String name : List.of("node", "opencode")) {
                bench.lockfiles.put(name, lockfile(name));
            }
            bench.settled("node");
            Install install = bench.settled("opencode");
            assumeTrue(
                    !(install instanceof Install.Failed(String words, _)
                            && words.contains("cannot be reached")),
                    "no npm registry is reached");
            var ready = assertInstanceOf(Install.Ready.class, install, install.toString());

            List<String> seen = seenInASandbox(home.resolve("other"), ready.folders());

            assertEquals(List.of("v24.21.0", "1.18.33", "1.18.33"), seen.subList(0, 3));
            assertEquals(
                    2,
                    seen.stream().filter(each -> each.contains("Read-only file system")).count(),
                    seen.toString());
        }
    }

    private static List<String> seenInASandbox(Path root, List<Shared> shared) throws Exception {
        Files.createDirectory(root);
        var settings =
                new LocalSettings(
                        root,
                        Path.of(System.getProperty("java.home")),
                        root.resolve("runner.jar"),
                        Uids.of(root),
                        new ConfinementProbe().probe(),
                        (side, _, _) ->
                                side == Side.HANDS
                                        ? List.of("/bin/sh", "-c", LOOK)
                                        : List.of("/bin/sleep", "600"),
                        LocalSettings.DoorBounds.USUAL,
                        Clock.systemUTC());
        try (var sandboxes = new LocalSandboxes(settings)) {
            var name = new SandboxName("one", 1);
            sandboxes.start(
                    new SandboxOrder(
                            name,
                            "first-key",
                            new Address("127.0.0.1", 1),
                            Map.of(),
                            new SandboxOrder.Size(2048, 200, 400),
                            shared,
                            false));
            Path seen = root.resolve("agents/one/workspace/seen");
            Eventually.get(
                    "it has looked: " + observed(sandboxes),
                    () -> Files.exists(seen),
                    there -> there);
            List<String> lines = Files.readAllLines(seen);
            sandboxes.stop(name);
            sandboxes.deleteWorkspace("one");
            return lines;
        }
    }

    private static String observed(LocalSandboxes sandboxes) {
        try {
            return sandboxes.observe("one").toString();
        } catch (SandboxTrouble trouble) {
            return trouble.what();
        }
    }
}
