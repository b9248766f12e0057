package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ratoon.environments.Eventually;
import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.k8s.cluster.TestCluster;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Whether policies of a real cluster hold, and whether the canary sees it when they do not. */
class CanaryClusterIT {
    @Test
    void underTheChartsPolicyItHoldsAndTheCanaryIsGoneForFewRequests() throws Exception {
        try (var cluster = new Cluster()) {
            Eventually.holds(() -> cluster.asked.size() >= 4);
            int before = cluster.asked.size();

            Proof proof = prove(cluster);

            assertInstanceOf(Proof.Holds.class, proof, proof.what());
            List<String> asked =
                    new ArrayList<>(cluster.asked.subList(before, cluster.asked.size()));
            assertTrue(asked.size() <= 6, asked.toString());
            assertEquals(List.of(), cluster.sandboxes().all());
            Eventually.within(Duration.ofSeconds(40), () -> canaries(cluster).isEmpty());
        }
    }

    @Test
    void aPolicyThatAllowsTooMuchIsSeenWithAllThatIsReached() throws Exception {
        try (var cluster = Cluster.unwalled()) {
            cluster.network.allowTooMuch();

            Proof proof = prove(cluster);

            List<String> reached = assertInstanceOf(Proof.Open.class, proof).reached();
            for (String each :
                    List.of(
                            "the API server",
                            "no gateway",
                            "the kubelet",
                            "the configuration forbids")) {
                assertTrue(reached.stream().anyMatch(words -> words.contains(each)), proof.what());
            }
            assertTrue(cluster.network.database.anybody(), "the listener itself");
            Eventually.within(Duration.ofSeconds(40), () -> canaries(cluster).isEmpty());
        }
    }

    @Test
    void aSecondPolicyThatLetsPodsTalkIsSeen() throws Exception {
        try (var cluster = new Cluster()) {
            cluster.network.allowNeighbours();

            Proof proof = prove(cluster);

            List<String> reached = assertInstanceOf(Proof.Open.class, proof).reached();
            assertEquals(1, reached.size(), proof.what());
            assertTrue(reached.getFirst().contains("another pod"), proof.what());
        }
    }

    @Test
    void aPolicyThatForgetsWhoComesInIsSeen() throws Exception {
        assumeTrue(TestCluster.get().leadsToPods(), "no way leads from here to its pods");
        try (var cluster = Cluster.unwalled()) {
            cluster.network.forgetWhoComesIn();

            Proof proof = prove(cluster);

            assertTrue(
                    assertInstanceOf(Proof.Open.class, proof).reached().stream()
                            .anyMatch(words -> words.contains("from outside")),
                    proof.what());
        }
    }

    @Test
    void aGatewayThatIsNotAllowedIsNamed() throws Exception {
        try (var cluster = Cluster.unwalled()) {
            cluster.network.allowControlAlone();

            Proof proof = prove(cluster);

            List<String> missed = assertInstanceOf(Proof.Cut.class, proof).missed();
            assertTrue(
                    missed.stream()
                            .allMatch(
                                    words ->
                                            words.contains(
                                                    ":" + cluster.network.git().port() + ",")),
                    proof.what());
        }
    }

    @Test
    void aPolicyThatComesLateIsToldFromNone() throws Exception {
        try (var cluster = Cluster.unwalled()) {
            cluster.network.allowTooMuch();
            var proving = new FutureTask<Proof>(() -> prove(cluster));
            Thread.ofVirtual().start(proving);
            // It reaches what it must not.
            Eventually.within(Duration.ofSeconds(60), () -> cluster.network.database.anybody());

            cluster.network.allowGatewaysAlone();
            var _ =
                    cluster.admin
                            .network()
                            .v1()
                            .networkPolicies()
                            .inNamespace(cluster.namespace)
                            .withName("wide")
                            .delete();

            Proof proof = proving.get();
            assertTrue(
                    assertInstanceOf(Proof.Holds.class, proof, proof.what()).late().toMillis() > 0,
                    proof.what());
        }
    }

    @Test
    void whatNoNodeCanRunIsNotKnownAndSaysWhy() throws Exception {
        try (var cluster =
                new Cluster("localhost/ratoon/nowhere:1", Cluster.IMAGE, Duration.ofSeconds(6))) {
            Proof proof = prove(cluster);

            assertInstanceOf(Proof.Unknown.class, proof);
            assertTrue(proof.what().contains("image"), proof.what());
            Eventually.within(Duration.ofSeconds(40), () -> canaries(cluster).isEmpty());
        }
    }

    @Test
    void withoutAPolicyNeitherSideOfASandboxBegins() throws Exception {
        try (var cluster = Cluster.unwalled()) {
            var order = cluster.order("one", 1);
            cluster.sandboxes().start(order);

            Eventually.within(
                    Duration.ofSeconds(90),
                    () ->
                            cluster.sandboxes().observe("one").orElse(null)
                                    instanceof Observed.Ended);

            String reason =
                    ((Observed.Ended) cluster.sandboxes().observe("one").orElseThrow()).reason();
            assertTrue(reason.contains("network policy"), reason);
            assertFalse(
                    PodReading.sides(cluster.pod(order.name())).stream()
                            .anyMatch(
                                    each ->
                                            each.getContainerID() != null
                                                    && !each.getContainerID().isEmpty()),
                    "a side began");
        }
    }

    @Test
    void aSandboxWaitsForAPolicyThatIsLate() throws Exception {
        try (var cluster = Cluster.unwalled()) {
            var order = cluster.order("one", 1);
            cluster.sandboxes().start(order);
            Eventually.within(Duration.ofSeconds(30), () -> isGated(cluster.pod(order.name())));

            Instant closed = Instant.now();
            cluster.network.allowGatewaysAlone();
            Eventually.within(
                    Duration.ofSeconds(40),
                    () ->
                            cluster.sandboxes().observe("one").orElse(null)
                                    instanceof Observed.Running);

            for (var side : PodReading.sides(cluster.pod(order.name()))) {
                Instant began = Instant.parse(side.getState().getRunning().getStartedAt());
                assertFalse(began.isBefore(closed.minusSeconds(1)), side.getName());
            }
        }
    }

    @Test
    void withoutAProofNoPodIsMade() throws Exception {
        try (var cluster = Cluster.unwalled()) {
            cluster.network.allowTooMuch();
            var proven = new Proven(() -> prove(cluster), Clock.systemUTC(), Duration.ofHours(1));
            try (var sandboxes =
                    new PodSandboxes(
                            cluster.client(), cluster.settings, proven, Clock.systemUTC())) {
                SandboxTrouble trouble =
                        assertThrows(
                                SandboxTrouble.class,
                                () -> sandboxes.start(cluster.order("one", 1)));

                assertTrue(trouble.what().contains("the API server"), trouble.what());
                assertEquals(List.of(), sandboxes.all());
            }
        }
    }

    /** For much longer than the bringing takes. */
    private static boolean isGated(Pod pod) {
        return PodReading.all(pod).stream()
                .filter(each -> each.getName().equals(SandboxContainers.BRING))
                .map(each -> each.getState().getRunning())
                .anyMatch(
                        running ->
                                running != null
                                        && Instant.parse(running.getStartedAt())
                                                .isBefore(Instant.now().minusSeconds(5)));
    }

    private static Proof prove(Cluster cluster) {
        return new Canary(
                        cluster.client(),
                        cluster.settings,
                        cluster.network.addresses(),
                        Clock.systemUTC(),
                        () -> Long.toString(System.nanoTime(), 36))
                .prove();
    }

    private static List<Pod> canaries(Cluster cluster) {
        return cluster.admin
                .pods()
                .inNamespace(cluster.namespace)
                .withLabel(CanaryPod.LABEL)
                .list()
                .getItems();
    }
}
