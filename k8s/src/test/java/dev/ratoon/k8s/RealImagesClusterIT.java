package dev.ratoon.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.environments.Eventually;
import dev.ratoon.environments.SandboxName;
import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.environments.SandboxOrder.Size;
import dev.ratoon.environments.SandboxesContract;
import dev.ratoon.k8s.cluster.TestImages;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The runner's own programs in the pod that is made for them. */
class RealImagesClusterIT {
    @Test
    void runnerAndHandsMeetInTheLinkAndKeepRunning() throws Exception {
        try (var cluster =
                new Cluster(TestImages.runner(), TestImages.workspace(), Duration.ofMinutes(2))) {
            SandboxOrder order = cluster.order("one", 1, new Size(1024, 200, 400));
            cluster.sandboxes().start(order);
            SandboxName name = order.name();
            Eventually.within(
                    Duration.ofSeconds(90),
                    () -> SandboxesContract.isRunning(cluster.sandboxes(), name));

            // Those of the runner, for the gateways and the proxy, and that of the hands.
            Eventually.holds(
                    () -> cluster.inHands(name, "ls /run/ratoon/link | wc -l").equals("3"));

            assertEquals(
                    "yes", cluster.inHands(name, "test -w $HOME && git --version >&2; echo yes"));
            assertTrue(SandboxesContract.isRunning(cluster.sandboxes(), name));
        }
    }
}
