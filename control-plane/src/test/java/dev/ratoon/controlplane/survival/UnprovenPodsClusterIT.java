package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.basis.LaterPort;
import dev.ratoon.k8s.cluster.TestImages;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where no network policy holds pods, no agent begins, and its log says what was reached. */
class UnprovenPodsClusterIT {
    private static final String IMAGE = TestImages.agent();

    @TempDir Path folder;

    @Test
    void without_a_policy_that_holds_no_agent_begins_and_its_log_says_why() throws Exception {
        List<Integer> ports =
                Stream.generate(LaterPort::find).limit(SandboxNamespace.PORTS.size()).toList();
        try (var cluster = new SandboxNamespace();
                var product = new Product(folder, cluster.configuration(IMAGE, ports))) {
            var fleet = new Fleet(product.api(), GitRepository.in(folder));

            String agent = fleet.start("auto", "echo never");

            List<JsonNode> ended =
                    Eventually.get(
                            "words in its log",
                            () -> fleet.events(agent, "sandbox.ended"),
                            all -> !all.isEmpty());
            String reason = ended.getFirst().path("payload").path("reason").asText();
            assertTrue(reason.startsWith("No agent starts. Pods of " + cluster.name), reason);
            assertTrue(reason.contains("reach what they must not"), reason);
            assertTrue(reason.contains("networkpolicies"), reason);
            assertEquals(List.of(), fleet.events(agent, "runner.connected"));
        }
    }
}
