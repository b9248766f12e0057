package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.environments.Eventually;
import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxTrouble;
import dev.ratoon.environments.SandboxTrouble.Blame;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chart's admission policy and the pods that are made here, on a real cluster. */
class AdmissionClusterIT {
    private static final String OTHER = "localhost/ratoon/other:2";

    @Test
    void anImageThatItDoesNotAllowIsToldWithItsOwnWords() throws Exception {
        try (var cluster = new Cluster();
                var _ = new Policy(cluster, policy(cluster, Cluster.IMAGE, OTHER))) {
            SandboxTrouble trouble =
                    assertThrows(
                            SandboxTrouble.class,
                            () -> cluster.sandboxes().start(cluster.order("one", 1)));

            assertEquals(Blame.USER, trouble.blame());
            assertTrue(
                    trouble.what()
                            .endsWith(
                                    "(sandboxes.allowedImages and environmentImages of the chart)."),
                    trouble.what());
            assertTrue(trouble.nextStep().contains("value of the chart"), trouble.nextStep());
        }
    }

    @Test
    void whatIsAllowedRuns() throws Exception {
        try (var cluster = new Cluster();
                var _ = new Policy(cluster, policy(cluster, Cluster.IMAGE, Cluster.IMAGE))) {
            var _ = cluster.running("one", 1);
        }
    }

    @Test
    void aHalfPodThatIsOlderThanThePolicyEndsAndSaysWhy() throws Exception {
        try (var cluster = new Cluster()) {
            SandboxName name = cluster.running("one", 1);
            try (var _ = new Policy(cluster, policy(cluster, OTHER, OTHER))) {
                cluster.endByItself(name);

                assertTrue(reason(cluster).contains("hands side ended"), reason(cluster));
                assertNotNull(cluster.pod(name));
            }
        }
    }

    /** As the chart's was: it judged each change, be it the end of the pod alone. */
    @Test
    void whereEachChangeIsJudgedTheHalfPodIsDeletedAndItsEndTold() throws Exception {
        try (var cluster = new Cluster()) {
            SandboxName name = cluster.running("one", 1);
            String judging =
                    policy(cluster, OTHER, OTHER)
                            .replaceFirst(
                                    "(?s)  matchConditions:.*?\n  variables:", "  variables:");
            try (var _ = new Policy(cluster, judging)) {
                cluster.endByItself(name);

                assertTrue(reason(cluster).contains("hands side ended"), reason(cluster));
                Eventually.within(Duration.ofSeconds(40), () -> cluster.pod(name) == null);
            }
        }
    }

    private static String reason(Cluster cluster) throws Exception {
        Eventually.within(
                Duration.ofSeconds(60),
                () -> cluster.sandboxes().observe("one").orElse(null) instanceof Observed.Ended);
        return ((Observed.Ended) cluster.sandboxes().observe("one").orElseThrow()).reason();
    }

    /** The chart's, for these images and the sandboxes of this test. */
    private static String policy(Cluster cluster, String runner, String workspace)
            throws Exception {
        return Chart.rendered("least")
                .replace("localhost/ratoon/runner:0.1.0-SNAPSHOT", runner)
                .replace("localhost/ratoon/workspace:0.1.0-SNAPSHOT", workspace)
                .replace("ratoon-ratoon-sandboxes", "policy-of-" + cluster.namespace)
                .replace("name: ratoon-sandboxes", "name: " + cluster.namespace);
    }

    /** Holds from the constructor's end on. */
    private static final class Policy implements AutoCloseable {
        private final Cluster cluster;
        private final List<HasMetadata> made;

        Policy(Cluster cluster, String rendered) throws Exception {
            this.cluster = cluster;
            this.made =
                    Stream.of("ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding")
                            .flatMap(kind -> Chart.of(rendered, kind).stream())
                            .toList();
            for (HasMetadata each : made) {
                var _ = cluster.admin.resource(each).create();
            }
            Eventually.holds(() -> refuses(cluster));
        }

        private static boolean refuses(Cluster cluster) {
            Pod hostile =
                    new PodBuilder(
                                    SandboxPod.of(
                                            cluster.order("hostile", 1),
                                            cluster.settings,
                                            SandboxContainers.gate(
                                                    cluster.order("hostile", 1),
                                                    cluster.settings,
                                                    Server.of(cluster.admin, cluster.settings))))
                            .editSpec()
                            .withEnableServiceLinks(true)
                            .endSpec()
                            .build();
            try {
                var _ =
                        cluster.admin
                                .pods()
                                .inNamespace(cluster.namespace)
                                .resource(hostile)
                                .dryRun()
                                .create();
                return false;
            } catch (KubernetesClientException e) {
                return String.valueOf(e.getMessage()).contains("denied request");
            }
        }

        @Override
        public void close() {
            for (HasMetadata each : made.reversed()) {
                var _ = cluster.admin.resource(each).delete();
            }
        }
    }
}
