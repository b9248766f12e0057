package dev.ratoon.k8s.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What runs in pods of tests. Made of what this machine has, and brought to the cluster, by whoever
 * asks first; on a cluster that is given they are there.
 */
public final class TestImages {
    private static final Part BUSYBOX =
            new Part(Path.of("/bin/busybox"), "apt-get install busybox-static");
    private static final Part RUNNER =
            new Part(
                    Script.ROOT.resolve("agent-runner/target/ratoon-runner.jar"),
                    "./mvnw package -pl agent-runner -am -DskipTests");

    private TestImages() {}

    /** Programs that wait, in the places of the runner's; the canary's and the gate's are real. */
    public static String sandbox() {
        return Sandbox.NAME;
    }

    /** The runner's own programs, a shell and git. It has a second name, with -chosen behind it. */
    public static String agent() {
        return Agent.NAME;
    }

    public static String runner() {
        return Variable.of("RATOON_TEST_RUNNER_IMAGE").orElseGet(TestImages::agent);
    }

    public static String workspace() {
        return Variable.of("RATOON_TEST_WORKSPACE_IMAGE").orElseGet(TestImages::agent);
    }

    private static String made(String name, String script, Part... of) {
        TestCluster cluster = TestCluster.get();
        if (cluster instanceof GivenCluster) {
            return name;
        }
        try {
            Path folder = Files.createTempDirectory("ratoon-test-image");
            Path archive = folder.resolve("image.tar");
            try {
                List<String> arguments = new ArrayList<>();
                for (Part part : of) {
                    arguments.add(part.there());
                }
                arguments.add(archive.toString());
                var _ = Script.of("k8s/src/test/" + script, arguments).run();
                cluster.load(archive);
            } finally {
                Files.deleteIfExists(archive);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return name;
    }

    private static final class Sandbox {
        static final String NAME = made("localhost/ratoon/test-sandbox:1", "test-image", BUSYBOX);
    }

    private static final class Agent {
        static final String NAME =
                Variable.of("RATOON_TEST_AGENT_IMAGE")
                        .orElseGet(
                                () ->
                                        made(
                                                "localhost/ratoon/test-agent:1",
                                                "agent-image",
                                                RUNNER,
                                                BUSYBOX));
    }

    private record Part(Path file, String next) {
        String there() {
            if (!Files.exists(file)) {
                throw new IllegalStateException(file + " is not there. Next: " + next);
            }
            return file.toString();
        }
    }
}
