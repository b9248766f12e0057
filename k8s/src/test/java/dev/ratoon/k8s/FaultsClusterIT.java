package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.environments.Eventually;
import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxesContract;
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClassBuilder;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What befalls pods on a real cluster, in words; and how far a pod is kept from its node. */
class FaultsClusterIT {
    @Test
    void anEvictedPodIsToldAndReplacedOnTheSameVolume() throws Exception {
        try (var cluster = new Cluster()) {
            SandboxName name = cluster.running("one", 1);
            var _ = cluster.inHands(name, "echo kept > /workspace/note");

            assertTrue(
                    cluster.admin
                            .pods()
                            .inNamespace(cluster.namespace)
                            .withName(PodNames.pod(name))
                            .evict());

            String reason = reason(cluster, Duration.ofSeconds(40));
            assertTrue(reason.contains("The cluster took the pod away"), reason);
            assertTrue(reason.contains("Evict"), reason);
            SandboxName next = cluster.running("one", 2);
            assertEquals("kept", cluster.inHands(next, "cat /workspace/note"));
        }
    }

    /**
     * The kernel kills all of a side with what took too much, or that alone (cgroup v1): then the
     * rest here.
     */
    @Test
    void aSideThatUsesTooMuchMemoryIsToldAndReplacedOnTheSameVolume() throws Exception {
        try (var cluster = new Cluster()) {
            SandboxName name = cluster.running("one", 1);
            var _ = cluster.inHands(name, "echo kept > /workspace/note");

            var _ =
                    cluster.inHands(
                            name, "head -c 2000000000 /dev/zero | tail >/dev/null; kill -9 -1");

            String reason = reason(cluster, Duration.ofSeconds(40));
            assertEquals(
                    "The hands side used more memory than it may, and the kernel killed it. Give"
                            + " its environment more memory",
                    reason);
            SandboxName next = cluster.running("one", 2);
            assertEquals("kept", cluster.inHands(next, "cat /workspace/note"));
        }
    }

    @Test
    void fromLeavingToTheReasonNobodyHearsThatThereWasNothing() throws Exception {
        try (var cluster = new Cluster()) {
            SandboxName name = cluster.running("one", 1);
            var _ =
                    cluster.admin
                            .pods()
                            .inNamespace(cluster.namespace)
                            .withName(PodNames.pod(name))
                            .delete();

            Eventually.within(
                    Duration.ofSeconds(40),
                    () -> {
                        Optional<Observed> observed = cluster.sandboxes().observe("one");
                        assertFalse(observed.isEmpty());
                        return observed.get() instanceof Observed.Ended;
                    });
        }
    }

    @Test
    void aVolumeThatNobodyGivesIsTold() throws Exception {
        try (var cluster =
                new Cluster(
                        Cluster.IMAGE,
                        Cluster.IMAGE,
                        Duration.ofSeconds(5),
                        Cluster.PLAIN,
                        new PodSettings.Volume(
                                Optional.of("nowhere"), PodSettings.Volume.ONE_POD, 64))) {
            cluster.sandboxes().start(cluster.order("one", 1));

            String reason = reason(cluster, Duration.ofSeconds(60));
            assertTrue(reason.contains("describe pvc"), reason);
        }
    }

    @Test
    void withUsersOfItsOwnRootOfThePodIsNobodyOnTheNode() throws Exception {
        try (var cluster = Cluster.isolated(new PodSettings.Isolation(true, Optional.empty()))) {
            SandboxName name = cluster.running("one", 1);

            String map = cluster.inHands(name, "cat /proc/self/uid_map");

            String[] words = map.strip().split("\\s+");
            assertEquals("0", words[0], map);
            assertTrue(Long.parseLong(words[1]) >= 65_536, map);
            var _ = cluster.inHands(name, "echo kept > /workspace/note");
            cluster.sandboxes().stop(name);
            Eventually.within(
                    Duration.ofSeconds(40),
                    () -> SandboxesContract.isOver(cluster.sandboxes(), name));
            // Other users of the node the next time, the same ones on the volume.
            SandboxName next = cluster.running("one", 2);
            assertEquals(
                    "kept 1000",
                    cluster.inHands(
                            next, "echo $(cat /workspace/note) $(stat -c %u /workspace/note)"));
        }
    }

    @Test
    void aRuntimeClassRunsThePod() throws Exception {
        String name = "ratoon-test-" + Long.toString(System.nanoTime(), 36);
        try (var cluster = Cluster.isolated(new PodSettings.Isolation(false, Optional.of(name)))) {
            var runtimeClass =
                    cluster.admin
                            .resource(
                                    new RuntimeClassBuilder()
                                            .withNewMetadata()
                                            .withName(name)
                                            .endMetadata()
                                            .withHandler("runc")
                                            .build())
                            .create();
            try {
                SandboxName sandbox = cluster.running("one", 1);

                assertEquals(name, cluster.pod(sandbox).getSpec().getRuntimeClassName());
                assertTrue(cluster.sandboxes().description().contains(name));
            } finally {
                var _ = cluster.admin.resource(runtimeClass).delete();
            }
        }
    }

    private static String reason(Cluster cluster, Duration bound) throws Exception {
        Eventually.within(
                bound,
                () -> cluster.sandboxes().observe("one").orElse(null) instanceof Observed.Ended);
        return ((Observed.Ended) cluster.sandboxes().observe("one").orElseThrow()).reason();
    }
}
