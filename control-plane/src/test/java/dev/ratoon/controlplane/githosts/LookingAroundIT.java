package dev.ratoon.controlplane.githosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Consistency;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.harnesses.ScriptedProvider;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.peers.Exec;
import dev.ratoon.controlplane.pulls.Bare;
import dev.ratoon.controlplane.runners.FirstKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command finds that a real harness runs, beside that harness in the middle of its turn. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(ForgeResource.class)
@QuarkusTestResource(ScriptedProvider.class)
@SuppressWarnings("NullAway.Init")
class LookingAroundIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String KEY = "sk-geheim-of-the-model-that-works-0123456789";
    private static final String OTHER_KEY = "sk-geheim-of-another-provider-0123456789";

    /** What a search that works finds in the process that the script starts beside itself. */
    private static final List<String> PLANTED = List.of("cmdline", "environ", "fd", "memory");

    private Path repositories;
    private String host;
    private List<String> seen;

    @Inject TestPeople people;
    @Inject FirstKeys firstKeys;
    @Inject LogStore log;

    private Api ann;
    private Fleet fleet;
    private String address;
    private String agent = "";

    @BeforeEach
    void whoHasKeysAndALogin() throws Exception {
        boolean here =
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64")
                        && new ProcessBuilder("sh", "-c", "command -v npm").start().waitFor() == 0;
        Assumptions.assumeTrue(here, "real harnesses need npm, on Linux and amd64");
        ann = people.invited("member").api();
        fleet = new Fleet(ann, new GitRepository(Path.of("/nowhere")));
        String name = "team/looked-at-" + UUID.randomUUID() + ".git";
        Bare.in(repositories.resolve(name)).commit("main", "look.pl", script());
        address = "https://" + host + "/" + name;
        Map<String, String> login =
                Map.of("repository", address, "user", "ada", "secret", Forge.ADA);
        assertEquals(200, ann.put("/api/git-hosts", login).status());
        assertEquals(200, ann.put("/api/keys/here", Map.of("key", KEY)).status());
        assertEquals(200, ann.put("/api/keys/openai", Map.of("key", OTHER_KEY)).status());
        seen.clear();
    }

    @AfterEach
    void theStateFollowsFromTheLog() {
        if (!agent.isEmpty()) {
            ann.delete("/api/agents/" + agent);
            Consistency.check(log, agent);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"opencode", "codex"})
    @Tag("long")
    void itsNeighbourFindsNoKeyNoLoginAndNothingOfTheRunner(String harness) throws Exception {
        String mark = "heron-" + UUID.randomUUID();
        agent = start(harness, mark + ", scenario: look");
        Eventually.get(
                "its command\n" + fleet.log(agent),
                PATIENCE,
                () -> fleet.events(agent, "tool"),
                calls -> !calls.isEmpty());
        Map<String, String> secrets = secrets();

        Set<String> found = found(secrets, mark);

        assertEquals("none", fleet.outcome(agent, 1), "it is in the middle of its turn");
        assertTrue(keysAreInUse(), "the model was asked with the key");
        assertTrue(seen.contains("ada git-upload-pack"), seen::toString);
        assertTrue(found.contains("over"), found::toString);
        assertItFindsWhatIsThere(found);
        assertEquals(List.of(), lines(found, "\\S+ \\d+ (credential|" + any(secrets) + ")"));
        assertEquals(List.of(), lines(found, "read .*"), "of the runner's side");
        assertEquals(List.of(), lines(found, "cmdline \\d+ runner"));
    }

    private static void assertItFindsWhatIsThere(Set<String> found) {
        for (String place : PLANTED) {
            assertEquals(1, lines(found, place + " \\d+ planted-" + place).size(), found::toString);
        }
        assertTrue(found.contains("file 0 planted-file"), found::toString);
        assertFalse(lines(found, "mapped \\d+ perl").isEmpty(), found::toString);
        String hands = processes(found, "hands");
        assertFalse(lines(found, "open (" + hands + ")").isEmpty(), found::toString);
        String harness = processes(found, "harness");
        assertFalse(lines(found, "open (" + harness + ")").isEmpty(), found::toString);
        assertFalse(lines(found, "memory (" + harness + ") prompt").isEmpty(), found::toString);
    }

    /** In every way of writing in which a program has them in memory or passes them on. */
    private Map<String, String> secrets() {
        var ways = new TreeMap<String, String>();
        var pair = "ada:" + Forge.ADA;
        Map.of(
                        "key",
                        KEY,
                        "other-key",
                        OTHER_KEY,
                        "login",
                        Forge.ADA,
                        "basic",
                        base64(pair),
                        "session",
                        String.valueOf(ann.headers().get("Authorization")).substring(7),
                        "first-key",
                        firstKeys.of(UUID.fromString(agent), 1))
                .forEach(
                        (name, secret) -> {
                            ways.put(name, hex(secret.getBytes(StandardCharsets.UTF_8)));
                            ways.put(
                                    name + "-wide",
                                    hex(secret.getBytes(StandardCharsets.UTF_16LE)));
                        });
        return ways;
    }

    private Set<String> found(Map<String, String> secrets, String mark) throws Exception {
        var sought = new TreeMap<>(secrets);
        PLANTED.forEach(place -> sought.put("planted-" + place, hex("planted-in-" + place)));
        sought.put("planted-file", hex("planted-in-file"));
        sought.put("perl", hex("PERL5LIB"));
        sought.put("prompt", hex(mark));
        sought.put("harness", hex("/opt/ratoon/harness/"));
        sought.put("hands", hex("ratoon.runner.hands.Main"));
        sought.put("runner", hex("ratoon.runner.Main"));
        String lines =
                sought.entrySet().stream()
                        .map(each -> " '" + each.getKey() + " " + each.getValue() + "'")
                        .collect(Collectors.joining());
        String command =
                "printf '%s\\\\n'"
                        + lines
                        + " >sought.new && mv sought.new sought; for i in $(seq 200); do test -e"
                        + " found && break; sleep 1; echo; done; cat found || cat look.log";
        try (var exec = new Exec(ann, agent, "{\"command\":[\"sh\",\"-c\",\"" + command + "\"]}")) {
            exec.end();
            return exec.out().lines().filter(line -> !line.isBlank()).collect(Collectors.toSet());
        }
    }

    private String start(String harness, String prompt) {
        Map<String, String> asked =
                Map.of(
                        "repository", address,
                        "mode", "auto",
                        "prompt", prompt,
                        "harness", harness,
                        "model", "here/m");
        Api.Answer answer = ann.post("/api/agents", asked);
        assertEquals(201, answer.status(), answer.raw()::body);
        return answer.text("id");
    }

    private static boolean keysAreInUse() {
        return ScriptedProvider.seen().stream()
                .anyMatch(
                        each ->
                                each.headers()
                                        .getOrDefault("authorization", List.of())
                                        .contains("Bearer " + KEY));
    }

    /** Their numbers, as a pattern. */
    private static String processes(Set<String> found, String called) {
        return lines(found, "cmdline \\d+ " + called).stream()
                .map(line -> line.split(" ", -1)[1])
                .collect(Collectors.joining("|"));
    }

    private static List<String> lines(Set<String> found, String form) {
        return found.stream().filter(line -> line.matches(form)).toList();
    }

    private static String any(Map<String, String> named) {
        return String.join("|", named.keySet());
    }

    private static String hex(String text) {
        return hex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String script() throws IOException {
        try (InputStream in = LookingAroundIT.class.getResourceAsStream("look.pl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
