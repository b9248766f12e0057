package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.basis.LaterPort;
import dev.ratoon.k8s.cluster.TestImages;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Agents in pods of a real cluster, begun by the control plane as it is shipped. The image is that
 * of {@code k8s/src/test/agent-image}.
 */
class PodAgentsClusterIT {
    private static final String IMAGE = TestImages.agent();

    /** The second name that the same image has on that node. */
    private static final String CHOSEN = IMAGE + "-chosen";

    @TempDir static Path folder;
    private static SandboxNamespace cluster;
    private static GitRepository repository;
    private static Product product;

    @BeforeAll
    static void aControlPlaneThatMakesPods() throws Exception {
        cluster = new SandboxNamespace();
        repository = GitRepository.in(folder);
        List<Integer> ports =
                Stream.generate(LaterPort::find).limit(SandboxNamespace.PORTS.size()).toList();
        cluster.allow(ports);
        cluster.somebodysPod("nobodys", "test", IMAGE);
        cluster.somebodysPod("anothers", "elsewhere", IMAGE);
        Map<String, String> configuration = cluster.configuration(IMAGE, ports);
        configuration.put("RATOON_PODS_IMAGES", CHOSEN);
        product = new Product(folder, configuration);
    }

    @AfterAll
    static void nothingIsLeft() throws Exception {
        try {
            if (product != null) {
                product.close();
            }
        } finally {
            cluster.close();
        }
    }

    private static Fleet fleet() throws Exception {
        return new Fleet(product.api(), repository);
    }

    /** Under another place's name it is another installation's. */
    @Test
    void what_is_no_agents_is_ended_whatever_it_is_called_and_nothing_of_another_place()
            throws Exception {
        Eventually.get(
                "the end of nobody's pod", () -> podNames().contains("nobodys"), there -> !there);
        assertTrue(podNames().contains("anothers"));
    }

    @Test
    void what_it_says_of_itself_is_true_of_pods() throws Exception {
        JsonNode status = product.api().get("/api/status").body().path("confinement");
        assertEquals("pods", status.path("kind").asText());
        assertTrue(status.path("description").asText().contains(cluster.name), status::toString);

        JsonNode harnesses = product.api().get("/api/harnesses").body().path("harnesses");
        assertEquals("ready", harness(harnesses, "opencode").path("installed").asText());
        assertEquals("not in the image", harness(harnesses, "claude").path("installed").asText());
    }

    private static JsonNode harness(JsonNode all, String name) {
        for (JsonNode each : all) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        throw new AssertionError(name + " is none of " + all);
    }

    @Test
    void an_agent_works_in_a_pod_is_paused_goes_on_and_is_deleted() throws Exception {
        String agent =
                fleet().start(
                                "auto",
                                """
                                cat README; echo kept > note; id -u
                                (printf 'GET /model/openai/v1/models HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'; sleep 2) | nc 127.0.0.1 7071 | head -n 1
                                wget -q -O- http://example.org/ 2>&1; true\
                                """);
        fleet().awaitTurn(agent, 1);
        String printed = fleet().printed(agent);
        assertTrue(printed.startsWith("hello\n1000\nHTTP/1.1 4"), printed + fleet().log(agent));
        awaitEvents(agent, "egress.refused", 1);
        awaitEvents(agent, "checkpoint.kept", 1);
        String told = event(agent, "sandbox.started").path("description").asText();
        assertTrue(told.contains("one pod each in the namespace " + cluster.name), told);
        assertEquals(List.of("agent-" + agent + "-1"), agentPods());

        assertEquals(200, product.api().post("/api/agents/" + agent + "/pause", null).status());
        fleet().await(agent, "paused");
        awaitPods(List.of());
        Eventually.get("no first key", cluster::firstKeys, List::isEmpty);
        assertEquals(List.of("agent-" + agent + "-workspace"), cluster.claims());

        assertEquals(200, product.api().post("/api/agents/" + agent + "/resume", null).status());
        say(agent, "cat note");
        fleet().awaitTurn(agent, 2);
        assertTrue(fleet().printed(agent).endsWith("kept\n"), fleet().printed(agent));
        assertEquals(List.of("agent-" + agent + "-2"), agentPods());

        assertEquals(200, product.api().delete("/api/agents/" + agent).status());
        awaitPods(List.of());
        Eventually.get("no volume", cluster::claims, List::isEmpty);
    }

    @Test
    void what_is_tried_past_the_gateways_is_in_the_agents_log() throws Exception {
        String agent =
                fleet().start(
                                "auto",
                                """
                                nslookup -timeout=1 -retry=1 example.org 192.0.2.53; true
                                nc -w 1 127.0.0.1 9 </dev/null; nc -w 1 169.254.169.254 80 </dev/null; true\
                                """);
        fleet().awaitTurn(agent, 1);
        // What comes after the first telling is told a minute later.
        String words =
                Eventually.get(
                        "both of them are told",
                        () -> notices(agent),
                        told -> told.contains("169.254.169.254") && told.contains("192.0.2.53"));
        assertTrue(words.startsWith("Something in the sandbox tried to reach "), words);
        assertTrue(words.contains("192.0.2.53:53 (UDP)"), words);
        assertFalse(words.contains("127.0.0.1"), words);
        assertFalse(words.contains(cluster.machine()), words);

        assertEquals(200, product.api().delete("/api/agents/" + agent).status());
        awaitPods(List.of());
    }

    @Test
    void an_agent_works_in_the_image_that_its_repository_names_where_it_is_allowed()
            throws Exception {
        String agent = ofRepository("allowed", CHOSEN);
        fleet().awaitTurn(agent, 1);
        JsonNode taken = event(agent, "environment.taken");
        assertEquals(CHOSEN, taken.path("image").asText());
        assertEquals(0, taken.path("notes").size(), taken::toString);
        assertEquals(List.of(CHOSEN), handsImages(agent));

        assertEquals(200, product.api().post("/api/agents/" + agent + "/pause", null).status());
        fleet().await(agent, "paused");
        awaitPods(List.of());
        assertEquals(200, product.api().post("/api/agents/" + agent + "/resume", null).status());
        say(agent, "echo again");
        fleet().awaitTurn(agent, 2);
        assertEquals("inside\nagain\n", fleet().printed(agent));
        assertEquals(List.of(CHOSEN), handsImages(agent));

        assertEquals(200, product.api().delete("/api/agents/" + agent).status());
        awaitPods(List.of());
    }

    @Test
    void an_image_that_is_not_allowed_is_told_and_the_agent_works_in_the_usual_one()
            throws Exception {
        String agent = ofRepository("other", IMAGE + "-other");
        fleet().awaitTurn(agent, 1);
        JsonNode taken = event(agent, "environment.taken");
        assertTrue(taken.path("image").isMissingNode(), taken::toString);
        String note = taken.path("notes").path(0).asText();
        assertTrue(note.startsWith("image is not done here: '" + IMAGE + "-other'"), note);
        assertTrue(note.contains("ratoon.pods.images has " + CHOSEN), note);
        assertEquals(List.of(IMAGE), handsImages(agent));

        assertEquals(200, product.api().delete("/api/agents/" + agent).status());
        awaitPods(List.of());
    }

    /** One whose {@code devcontainer.json} names that image. */
    private static String ofRepository(String name, String image) throws Exception {
        GitRepository own = GitRepository.in(Files.createDirectory(folder.resolve(name)));
        Files.writeString(
                own.folder().resolve(".devcontainer.json"), "{\"image\": \"" + image + "\"}\n");
        own.git("add", "-A");
        own.git("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-qm", "two");
        return new Fleet(product.api(), own)
                .start("auto", "echo inside", Map.of("environment", "repository"));
    }

    /** What the API server has of its pods: of the runner's sides it is always the same. */
    private static List<String> handsImages(String agent) {
        return cluster.pods().stream()
                .filter(pod -> pod.getMetadata().getName().startsWith("agent-" + agent))
                .flatMap(pod -> pod.getSpec().getContainers().stream())
                .filter(container -> container.getName().equals("hands"))
                .map(Container::getImage)
                .toList();
    }

    @Test
    void a_pod_that_somebody_deletes_is_told_and_the_agent_goes_on_in_another_one()
            throws Exception {
        String agent = fleet().start("auto", "echo kept > note; echo before");
        fleet().awaitTurn(agent, 1);

        cluster.deletePod("agent-" + agent + "-1");

        awaitEvents(agent, "sandbox.ended", 1);
        String reason = event(agent, "sandbox.ended").path("reason").asText();
        assertTrue(reason.contains("deleted from outside Ratoon. Its work is on"), reason);
        fleet().await(agent, "paused");
        assertEquals(200, product.api().post("/api/agents/" + agent + "/resume", null).status());
        say(agent, "cat note");
        fleet().awaitTurn(agent, 2);
        assertEquals("before\nkept\n", fleet().printed(agent));
        assertTrue(isResumed(agent), fleet().log(agent));
        assertEquals(List.of("agent-" + agent + "-2"), agentPods());

        assertEquals(200, product.api().delete("/api/agents/" + agent).status());
        awaitPods(List.of());
    }

    @Test
    void an_agent_that_works_gets_another_pod_when_its_own_is_lost() throws Exception {
        String agent = fleet().start("auto", "echo before");
        fleet().awaitTurn(agent, 1);
        say(agent, "sleep 600");
        Eventually.get(
                "the second turn",
                () -> fleet().events(agent, "turn.started").size(),
                seen -> seen == 2);

        cluster.deletePod("agent-" + agent + "-1");

        awaitEvents(agent, "sandbox.ended", 1);
        Eventually.get(
                "the next pod\n" + fleet().log(agent),
                PodAgentsClusterIT::agentPods,
                List.of("agent-" + agent + "-2")::equals);
        awaitEvents(agent, "harness.started", 2);
        assertTrue(isResumed(agent), fleet().log(agent));

        assertEquals(200, product.api().delete("/api/agents/" + agent).status());
        awaitPods(List.of());
    }

    @Test
    void one_whose_node_is_silent_goes_on_on_another_volume_from_its_checkpoint() throws Exception {
        String agent = fleet().start("auto", "echo kept > note; echo before");
        fleet().awaitTurn(agent, 1);
        awaitEvents(agent, "checkpoint.kept", 1);
        say(agent, "echo lost > later; sleep 600");
        Eventually.get(
                "the second turn",
                () -> fleet().events(agent, "turn.started").size(),
                seen -> seen == 2);
        Optional<HeldPod> held = HeldPod.of(agent);
        Assumptions.assumeTrue(held.isPresent(), "the cluster's node is not this machine");
        try (var _ = held.get()) {
            cluster.deletePod("agent-" + agent + "-1");
            Eventually.get(
                    "another volume",
                    Duration.ofMinutes(3),
                    () -> fleet().events(agent, "workspace.replaced").size(),
                    seen -> seen == 1);
            JsonNode replaced = event(agent, "workspace.replaced");
            assertEquals(2, replaced.path("turn").asInt());
            String words = replaced.path("words").asText();
            assertTrue(words.contains("anew of the checkpoint of turn 1. What was"), words);
            String ended = event(agent, "sandbox.ended").path("reason").asText();
            assertTrue(ended.contains("does not say that it has. See that the node"), ended);

            say(agent, "cat note; ls");
            fleet().awaitTurn(agent, 3);
            assertEquals("before\nkept\nREADME\nnote\n", fleet().printed(agent));
            assertEquals(2, fleet().events(agent, "turn.ended").size(), fleet().log(agent));
            assertEquals(3, fleet().events(agent, "turn.given").size(), fleet().log(agent));
            assertEquals(
                    Set.of("agent-" + agent + "-workspace", "agent-" + agent + "-v2-workspace"),
                    Set.copyOf(cluster.claims()));
        }

        assertEquals(200, product.api().delete("/api/agents/" + agent).status());
        awaitPods(List.of());
        Eventually.get("no volume", cluster::claims, List::isEmpty);
    }

    @Test
    void a_control_plane_that_is_killed_or_stopped_leaves_its_pods_to_the_next_one()
            throws Exception {
        String agent = fleet().start("auto", "echo before");
        fleet().awaitTurn(agent, 1);
        String pod = uid(agent);

        product.kill();
        product.up();
        say(agent, "echo between");
        fleet().awaitTurn(agent, 2);
        assertEquals(pod, uid(agent));

        product.close();
        assertEquals(pod, uid(agent));
        product.up();
        say(agent, "echo after");
        fleet().awaitTurn(agent, 3);
        assertEquals("before\nbetween\nafter\n", fleet().printed(agent));
        assertEquals(pod, uid(agent));

        assertEquals(200, product.api().delete("/api/agents/" + agent).status());
        awaitPods(List.of());
    }

    private static void say(String agent, String text) throws Exception {
        int status =
                product.api()
                        .post("/api/agents/" + agent + "/messages", Map.of("text", text))
                        .status();
        assertTrue(status < 300, "the message: " + status);
    }

    private static String notices(String agent) throws Exception {
        return fleet().events(agent, "notice").stream()
                .map(each -> each.path("payload").path("words").asText())
                .collect(Collectors.joining("\n"));
    }

    private static JsonNode event(String agent, String type) throws Exception {
        return fleet().events(agent, type).getFirst().path("payload");
    }

    /** Whether the harness has loaded the session that it had. */
    private static boolean isResumed(String agent) throws Exception {
        return fleet().events(agent, "harness.started")
                .getLast()
                .path("payload")
                .path("resumed")
                .asBoolean();
    }

    private static void awaitEvents(String agent, String type, int count) throws Exception {
        Eventually.get(
                type + "\n" + fleet().log(agent),
                () -> fleet().events(agent, type).size(),
                seen -> seen == count);
    }

    private static List<String> podNames() {
        return cluster.pods().stream().map(pod -> pod.getMetadata().getName()).toList();
    }

    private static List<String> agentPods() {
        return podNames().stream().filter(name -> name.startsWith("agent-")).toList();
    }

    private static void awaitPods(List<String> names) throws Exception {
        Eventually.get("the pods " + names, PodAgentsClusterIT::agentPods, names::equals);
    }

    private static String uid(String agent) {
        return cluster.pods().stream()
                .filter(pod -> pod.getMetadata().getName().startsWith("agent-" + agent))
                .map(Pod::getMetadata)
                .map(metadata -> metadata.getUid())
                .findFirst()
                .orElse("none");
    }
}
