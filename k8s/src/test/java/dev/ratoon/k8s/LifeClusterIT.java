package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.environments.Eventually;
import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder.Size;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.SandboxesContract;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What pods do beyond the contract, on a real cluster. */
class LifeClusterIT {
    @Test
    void aLifeWithAPauseTakesTwelveRequestsAtMost() throws Exception {
        try (var cluster = new Cluster()) {
            Eventually.holds(() -> cluster.asked.size() >= 4);
            int watching = cluster.asked.size();

            SandboxName first = cluster.running("one", 1);
            cluster.sandboxes().stop(first);
            Eventually.holds(() -> SandboxesContract.isOver(cluster.sandboxes(), first));
            cluster.running("one", 2);
            cluster.sandboxes().deleteWorkspace("one");
            Eventually.holds(() -> cluster.sandboxes().all().isEmpty());

            List<String> life = List.copyOf(cluster.asked.subList(watching, cluster.asked.size()));
            assertTrue(life.size() <= 12, life.toString());
            assertFalse(life.stream().anyMatch(each -> each.startsWith("GET")), life.toString());
        }
    }

    @Test
    void theKeyGoesWithItsPod() throws Exception {
        try (var cluster = new Cluster()) {
            SandboxName name = cluster.running("one", 1);
            var secret =
                    cluster.admin
                            .secrets()
                            .inNamespace(cluster.namespace)
                            .withName(PodNames.secret(name));
            assertNotNull(secret.get());

            cluster.sandboxes().stop(name);

            Eventually.holds(() -> secret.get() == null);
        }
    }

    @Test
    void theHandsReachNothingOfTheRunner() throws Exception {
        try (var cluster = new Cluster()) {
            SandboxName name = cluster.running("one", 1);
            assertEquals(
                    "first-key-of-this-test",
                    cluster.in(name, "runner", "cat /run/ratoon/key/first-key; echo x > /state/x"));

            String seen =
                    cluster.inHands(
                            name,
                            "ls /run/ratoon/key /state /var/run/secrets 2>/dev/null;"
                                    + " grep -rl 'first-key' /proc/[0-9]*/environ /run /workspace"
                                    + " 2>/dev/null; find / -xdev -name x -not -path '/proc/*'"
                                    + " 2>/dev/null; touch /opt/ratoon/new 2>/dev/null && echo"
                                    + " wrote; true");

            assertEquals("", seen);
            assertEquals("1000", cluster.inHands(name, "id -u"));
            assertEquals(
                    "CapEff:\t0000000000000000\nNoNewPrivs:\t1\nSeccomp:\t2",
                    cluster.inHands(
                            name, "grep -E '^(CapEff|NoNewPrivs|Seccomp):' /proc/self/status"));
            assertEquals(
                    "no",
                    cluster.inHands(
                            name, "nslookup kubernetes.default >/dev/null 2>&1 || echo no"));
        }
    }

    @Test
    void bothSidesMeetInTheLinkAndNowhereElse() throws Exception {
        try (var cluster = new Cluster()) {
            SandboxName name = cluster.running("one", 1);

            var _ =
                    cluster.in(
                            name,
                            "runner",
                            "echo met > /run/ratoon/link/note; chmod a+r /run/ratoon/link/note;"
                                    + " echo no > /tmp/note");

            assertEquals(
                    "met",
                    cluster.inHands(name, "cat /run/ratoon/link/note; cat /tmp/note 2>/dev/null"));
            assertEquals("", cluster.in(name, "runner", "ls /workspace 2>/dev/null"));
        }
    }

    @Test
    void anImageThatIsNowhereIsToldAndTheNextIncarnationBegins() throws Exception {
        try (var cluster =
                new Cluster(Cluster.IMAGE, "localhost/ratoon/nowhere:1", Duration.ofSeconds(20))) {
            cluster.sandboxes().start(cluster.order("one", 1));

            Eventually.within(
                    Duration.ofSeconds(90),
                    () ->
                            cluster.sandboxes().observe("one").orElse(null)
                                    instanceof Observed.Ended);

            String reason = reason(cluster, "one");
            assertTrue(reason.contains("image"), reason);
            cluster.sandboxes().start(cluster.order("one", 2));
            assertInstanceOf(
                    Observed.Starting.class, cluster.sandboxes().observe("one").orElseThrow());
        }
    }

    @Test
    void whatNoNodeTakesIsTold() throws Exception {
        try (var cluster = new Cluster(Cluster.IMAGE, Cluster.IMAGE, Duration.ofSeconds(5))) {
            cluster.sandboxes().start(cluster.order("one", 1, new Size(90_000_000, 100, 400)));

            Eventually.within(
                    Duration.ofSeconds(60),
                    () ->
                            cluster.sandboxes().observe("one").orElse(null)
                                    instanceof Observed.Ended);

            String reason = reason(cluster, "one");
            assertTrue(reason.contains("No node of the cluster takes the pod"), reason);
        }
    }

    @Test
    void aQuotaThatIsFullIsRoomThatIsMissing() throws Exception {
        try (var cluster = new Cluster()) {
            cluster.admin
                    .resourceQuotas()
                    .inNamespace(cluster.namespace)
                    .resource(
                            new ResourceQuotaBuilder()
                                    .withNewMetadata()
                                    .withName("none")
                                    .endMetadata()
                                    .withNewSpec()
                                    .withHard(Map.of("pods", new Quantity("0")))
                                    .endSpec()
                                    .build())
                    .create();

            SandboxTrouble trouble =
                    assertThrows(
                            SandboxTrouble.class,
                            () -> {
                                // The quota counts once its controller has seen it.
                                for (int i = 1; i < 20; i++) {
                                    cluster.sandboxes().start(cluster.order("agent-" + i, 1));
                                }
                            });

            assertEquals(SandboxTrouble.Blame.CAPACITY, trouble.blame());
        }
    }

    @Test
    void aPodThatSomebodyDeletesIsToldAndReplacedOnTheSameVolume() throws Exception {
        try (var cluster = new Cluster()) {
            SandboxName name = cluster.running("one", 1);
            var _ = cluster.inHands(name, "echo kept > /workspace/note");

            var _ =
                    cluster.admin
                            .pods()
                            .inNamespace(cluster.namespace)
                            .withName(PodNames.pod(name))
                            .delete();
            Eventually.within(
                    Duration.ofSeconds(40),
                    () ->
                            cluster.sandboxes().observe("one").orElse(null)
                                    instanceof Observed.Ended);

            assertTrue(reason(cluster, "one").contains("deleted from outside"));
            SandboxName next = cluster.running("one", 2);
            assertEquals("kept", cluster.inHands(next, "cat /workspace/note"));
        }
    }

    @Test
    void aDeleteOfAnOlderPodDoesNotReachItsSuccessor() throws Exception {
        try (var cluster = new Cluster()) {
            SandboxName name = cluster.running("one", 1);
            var older = cluster.pod(name);
            older.getMetadata().setUid("00000000-0000-0000-0000-000000000000");

            new Api(cluster.admin, cluster.namespace).delete(older);

            assertNull(cluster.pod(name).getMetadata().getDeletionTimestamp());
        }
    }

    private static String reason(Cluster cluster, String workspace) throws SandboxTrouble {
        return assertInstanceOf(
                        Observed.Ended.class, cluster.sandboxes().observe(workspace).orElseThrow())
                .reason();
    }
}
