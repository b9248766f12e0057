package dev.ratoon.controlplane.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Consistency;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.peers.Exec;
import dev.ratoon.controlplane.runners.SandboxPrograms;
import dev.ratoon.controlplane.runners.SetupSecrets;
import dev.ratoon.protocol.Frame;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a setup script has made, for the next agent, in real sandboxes. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class KeptStatesIT {
    private static final String SETUP =
            "echo it-runs; echo modules/ > .gitignore; mkdir modules; date +%s%N > modules/made;"
                    + " echo of-home > $HOME/tool";
    private static final String LOOKS =
            "cat modules/made; cat ~/tool; git branch --show-current; git status --short";

    @Inject TestPeople people;
    @Inject LogStore log;
    @Inject StateStore store;
    @Inject SandboxPrograms programs;
    @Inject SetupSecrets secrets;

    @ConfigProperty(name = "started.home")
    Path home;

    @TempDir Path directory;
    private final List<String> agents = new ArrayList<>();
    private Fleet fleet;
    private String environment = "";

    @BeforeEach
    void begin() throws Exception {
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
        environment = "e" + Long.toString(System.nanoTime(), 36);
        fleet.api().post("/api/environments", Map.of("name", environment, "setup", SETUP));
    }

    @AfterEach
    void end() {
        for (String agent : agents) {
            Consistency.check(log, agent);
            fleet.api().delete("/api/agents/" + agent);
        }
        fleet.api().delete("/api/environments/" + environment + "/states");
        fleet.api().delete("/api/environments/" + environment);
    }

    @Tag("long")
    @Test
    void theSecondAgentHasItWithoutTheScript() throws Exception {
        String first = worked();
        assertEquals(1, fleet.events(first, "state.kept").size(), () -> fleet.log(first));
        String second = worked();
        assertEquals(1, fleet.events(second, "state.used").size(), () -> fleet.log(second));
        assertEquals(0, fleet.events(second, "output").stream().filter(this::isOfSetup).count());
        assertEquals(made(first), made(second));
        assertTrue(fleet.printed(second).contains("of-home"), fleet.printed(second));
        String branch = fleet.agent(second).path("branch").asText();
        assertTrue(fleet.printed(second).contains(branch), fleet.printed(second));
        assertNotEquals(branch, fleet.agent(first).path("branch").asText());
    }

    @Tag("long")
    @Test
    void aChangeOfTheEnvironmentIsToldAndItIsMadeAgain() throws Exception {
        String first = worked();
        assertTrue(shown().path("stale").isMissingNode(), () -> shown().toString());
        String states = "/api/environments/" + environment + "/states";
        assertEquals(404, people.invited("member").api().get(states).status());
        var changed =
                fleet.api()
                        .put(
                                "/api/environments/" + environment,
                                Map.of("version", 1, "setup", SETUP + "; true"));
        assertEquals(200, changed.status(), changed.body().toString());
        String stale = shown().path("stale").asText();
        assertTrue(stale.contains("version 1"), () -> stale + shown());
        String second = worked();
        String why = fleet.events(second, "state.stale").getFirst().path("payload").toString();
        assertTrue(why.contains("version 1"), why);
        assertNotEquals(made(first), made(second));
        assertEquals(1, fleet.events(second, "state.kept").size());
    }

    @Tag("long")
    @Test
    void aSecretThatIsAnotherIsToldAndItIsMadeAgain() throws Exception {
        String secret = "/api/environments/" + environment + "/secrets/TOKEN";
        fleet.api().put(secret, Map.of("value", "first-of-two-tokens"));
        String first = worked();
        assertEquals(made(first), made(worked()));
        try (var archives = Files.newDirectoryStream(home.resolve("states"), "*.tar")) {
            for (Path archive : archives) {
                String all = Files.readString(archive, StandardCharsets.ISO_8859_1);
                assertFalse(all.contains("of-two-tokens"), "what the script knew is not kept");
            }
        }
        fleet.api().put(secret, Map.of("value", "other-of-two-tokens"));
        String third = worked();
        String why = fleet.events(third, "state.stale").getFirst().path("payload").toString();
        assertTrue(why.contains("has changed"), why);
        assertNotEquals(made(first), made(third));
        fleet.api().delete(secret);
        assertNotEquals(made(third), made(worked()));
    }

    @Tag("long")
    @Test
    void aBaseThatHasMovedOnIsToldAndItIsMadeAgain() throws Exception {
        String first = worked();
        Path repository = fleet.repository().folder();
        Files.writeString(repository.resolve("package.json"), "{}");
        fleet.repository().git("add", "-A");
        fleet.repository()
                .git("-c", "user.name=A", "-c", "user.email=a@a", "commit", "-qm", "moved");
        String second = worked();
        String why = fleet.events(second, "state.stale").getFirst().path("payload").toString();
        assertTrue(why.contains("where the base was then"), why);
        assertNotEquals(made(first), made(second));
    }

    /** What one has made could be hostile to a colleague. */
    @Tag("long")
    @Test
    void aTeammateGetsNothingThatAnotherOwnersBuildHasMade() throws Exception {
        var mate = people.invited("member");
        String team = "crew-of-" + mate.name();
        fleet.api().post("/api/teams", Map.of("name", team));
        fleet.api().put("/api/teams/" + team + "/members/" + mate.name(), Map.of("role", "member"));
        String shared = "/api/environments/shared?team=" + team;
        Map<String, Object> elsewhere =
                Map.of("repository", "https://example.invalid/a/b", "prompt", "true");
        fleet.api()
                .post("/api/environments", Map.of("name", "shared", "team", team, "setup", SETUP));
        String first = fleet.start("auto", LOOKS, Map.of("environment", team + "/shared"));
        agents.add(first);
        fleet.awaitTurn(first, 1);
        assertEquals(1, fleet.events(first, "state.kept").size(), () -> fleet.log(first));

        Facts owners = log.facts(UUID.fromString(first)).orElseThrow();
        UUID matesOwn = UUID.fromString(mate.api().post("/api/agents", elsewhere).text("id"));
        Facts mates = begunAs(log.facts(matesOwn).orElseThrow().origin().owner(), owners);
        assertTrue(store.use(keyOf(owners, owners)).isPresent(), "its owner's next agent gets it");
        assertTrue(store.use(keyOf(mates, owners)).isEmpty());
        assertTrue(store.like(keyOf(mates, owners)).isEmpty());
        String states = "/api/environments/shared/states?team=" + team;
        assertEquals(1, fleet.api().get(states).body().path("states").size());
        assertEquals(0, mate.api().get(states).body().path("states").size());
        mate.api().delete("/api/agents/" + matesOwn);
        mate.api().delete("/api/agents/" + mates.id());
        fleet.api().delete("/api/environments/shared/states?team=" + team);
        fleet.api().delete(shared);
    }

    /** An agent of somebody else that is like that one; at its folder they would not get one. */
    private Facts begunAs(UUID owner, Facts like) {
        UUID id = UUID.randomUUID();
        Facts.Origin origin = like.origin();
        var created =
                new ObservedEvent.Created(
                        "mates-" + id,
                        owner,
                        origin.team(),
                        "As its mate does",
                        origin.repository(),
                        origin.baseBranch(),
                        "ratoon/mates-" + id,
                        false,
                        origin.environment(),
                        "shell",
                        null,
                        "auto",
                        false,
                        new Limits(60, 3));
        log.create(
                id,
                new LogStore.Asked(owner, null, null),
                List.of(created, takenBy(like)),
                Instant.now());
        return log.facts(id).orElseThrow();
    }

    /** As it is looked for when its sandbox asks, at the base of the one that has worked. */
    private StateKey keyOf(Facts agent, Facts worked) {
        var taken = takenBy(worked);
        String base = store.of(taken.environment(), worked.origin().owner()).getFirst().base();
        return StateKey.of(agent, taken, base, programs, secrets.mark(agent));
    }

    private ObservedEvent.EnvironmentTaken takenBy(Facts agent) {
        return log.read(agent.id(), 0, 10).stream()
                .map(LogEvent::observed)
                .filter(ObservedEvent.EnvironmentTaken.class::isInstance)
                .map(ObservedEvent.EnvironmentTaken.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private JsonNode shown() {
        return fleet.api()
                .get("/api/environments/" + environment + "/states")
                .body()
                .path("states")
                .path(0);
    }

    @Tag("long")
    @Test
    void anArchiveThatIsDamagedIsMadeAgain() throws Exception {
        String first = worked();
        try (var files = Files.newDirectoryStream(home.resolve("states"), "*.tar")) {
            for (Path file : files) {
                Files.writeString(file, "x".repeat(20_000));
            }
        }
        String second = worked();
        assertEquals(0, fleet.events(second, "state.used").size());
        assertNotEquals(made(first), made(second));
    }

    @Test
    @Tag("long")
    void whatIsForgottenIsMadeAgain() throws Exception {
        String first = worked();
        assertEquals(
                1,
                fleet.api()
                        .delete("/api/environments/" + environment + "/states")
                        .body()
                        .path("states")
                        .asInt());
        assertNotEquals(made(first), made(worked()));
    }

    @Test
    void nothingIsKeptWhereSomebodyWasInside() throws Exception {
        fleet.api()
                .put(
                        "/api/environments/" + environment,
                        Map.of(
                                "version",
                                1,
                                "setup",
                                SETUP + "; until test -e go; do sleep 0.1; done"));
        String agent = fleet.start("auto", LOOKS, Map.of("environment", environment));
        agents.add(agent);
        Eventually.get(
                "the script",
                () -> fleet.events(agent, "output").stream().filter(this::isOfSetup).toList(),
                all -> !all.isEmpty());
        try (var exec = new Exec(fleet.api(), agent, "{\"command\":[\"touch\",\"go\"]}")) {
            assertEquals(new Frame.Exit(0), exec.end());
        }
        fleet.awaitTurn(agent, 1);
        assertEquals(0, fleet.events(agent, "state.kept").size());
    }

    private boolean isOfSetup(com.fasterxml.jackson.databind.JsonNode output) {
        return output.path("payload").path("source").asText().equals("setup");
    }

    private String worked() throws Exception {
        String agent = fleet.start("auto", LOOKS, Map.of("environment", environment));
        agents.add(agent);
        fleet.awaitTurn(agent, 1);
        assertFalse(made(agent).isBlank(), () -> fleet.log(agent));
        return agent;
    }

    private String made(String agent) {
        return fleet.printed(agent).lines().findFirst().orElse("");
    }
}
