package dev.ratoon.controlplane.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.access.TeamStore;
import dev.ratoon.controlplane.agents.Consistency;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way out of real sandboxes: with curl, with npm, and with what people allow. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = OutsideStub.class, restrictToAnnotatedClass = true)
@TestProfile(EgressFromSandboxIT.Outside.class)
class EgressFromSandboxIT {
    /** So many names may be looked up for a sandbox in a minute. */
    static final int LOOKUPS = 20;

    public static class Outside implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ratoon.egress.lookups", String.valueOf(LOOKUPS));
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(OutsideOfTest.class);
        }
    }

    @Inject TestPeople people;
    @Inject TeamStore teams;
    @Inject LogStore log;
    @Inject EgressNotes notes;
    @Inject OutsideOfTest outside;

    @ConfigProperty(name = "test.outside.plain")
    int plain;

    @ConfigProperty(name = "test.outside.tls")
    int tls;

    @TempDir Path directory;
    private Fleet fleet;
    private String agent = "";

    @BeforeEach
    void begin() throws Exception {
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
    }

    @AfterEach
    void theLogIsWhole() throws Exception {
        fleet.api().delete("/api/agents/" + agent);
        Eventually.get(
                "the end of its sandbox",
                () -> fleet.agent(agent).path("doing").asText(),
                doing -> doing.equals("is deleted"));
        Consistency.check(log, agent);
    }

    @Test
    void aHostIsRefusedInWordsUntilAPersonAllowsIt() throws Exception {
        String web = OutsideOfTest.WEB + ":" + plain;
        String secure = OutsideOfTest.WEB + ":" + tls;
        int before = outside.nameserver.datagrams();
        agent = fleet.start("auto", curl("http://" + web) + "\n" + curl("https://" + secure));
        fleet.awaitTurn(agent, 1);
        String name = fleet.agent(agent).path("name").asText();
        String said = fleet.printed(agent);
        assertTrue(said.contains("ratoon allow " + name + " " + web), said);
        assertTrue(said.contains("403"), said);
        assertEquals(before, outside.nameserver.datagrams());
        List<JsonNode> refused = fleet.events(agent, "egress.refused");
        assertEquals(2, refused.size(), refused::toString);
        assertEquals("host", refused.getFirst().path("payload").path("rule").asText());
        assertEquals("observed", refused.getFirst().path("source").asText());

        allow(Map.of("host", web));
        allow(Map.of("host", secure, "forever", true));
        say(2, curl("http://" + web) + "\n" + curl("-k https://" + secure));
        said = fleet.printed(agent);
        assertEquals(3, said.split("hello from outside", -1).length, said);
        Eventually.get(
                "what it used",
                () -> {
                    notes.flush();
                    return fleet.events(agent, "egress.used");
                },
                used -> used.size() == 2);
        assertEquals(2, fleet.events(agent, "egress.allowed").size());

        JsonNode kept = fleet.api().get("/api/egress").body().path("hosts");
        assertEquals(1, kept.size(), kept::toString);
        assertEquals(secure, kept.path(0).path("host").asText());
        fleet.api().delete("/api/egress/" + kept.path(0).path("id").asText());
        say(3, curl("-k https://" + secure));
        assertEquals("failed", lastTool(), "what is not kept any more is refused again");
    }

    @Tag("long")
    @Test
    void npmInstallsFromTheRegistryAndPublishesNothing() throws Exception {
        agent =
                fleet.start(
                        "auto",
                        "mkdir p && cd p && npm init -y >/dev/null && npm install tiny @test/tiny"
                                + " 2>&1 && node -p 'require(\"tiny\") + require(\"@test/tiny\")'\n"
                                + "cd p && npm publish 2>&1; true\n"
                                + "curl -sS -X PUT -d x ${npm_config_registry}tiny\n"
                                + "grep -o 7071/registry/maven ~/.m2/settings.xml; env | grep -i"
                                + " -e ^pip_index -e _proxy= | sort");
        fleet.awaitTurn(agent, 1);
        String said = fleet.printed(agent);
        assertTrue(said.contains("tiny 42tiny 42"), said);
        assertTrue(said.contains("The registry npm is for reading here: PUT"), said);
        assertTrue(
                said.contains("PIP_INDEX_URL=http://127.0.0.1:7071/registry/pypi/simple/"), said);
        assertTrue(said.contains("https_proxy=http://127.0.0.1:7072"), said);
        assertTrue(said.contains("7071/registry/maven"), said);
        List<String> rules =
                fleet.events(agent, "egress.refused").stream()
                        .map(event -> event.path("payload").path("rule").asText())
                        .toList();
        assertTrue(rules.contains("registry"), rules::toString);
        assertEquals(Set.of(), OutsideStub.written(), "the registry was only read");
    }

    @Tag("long")
    @Test
    void anEnvironmentsListIsItsAgents() throws Exception {
        String environment = "e" + Long.toString(System.nanoTime(), 36);
        String web = OutsideOfTest.WEB + ":" + plain;
        Api.Answer made =
                fleet.api()
                        .post(
                                "/api/environments",
                                Map.of("name", environment, "allow", List.of(web)));
        assertEquals(201, made.status(), made.body()::toString);
        agent = fleet.start("auto", curl("http://" + web), Map.of("environment", environment));
        fleet.awaitTurn(agent, 1);
        assertTrue(fleet.printed(agent).contains("hello from outside"), fleet.printed(agent));
        fleet.api().delete("/api/environments/" + environment);
    }

    @Tag("long")
    @Test
    void aRefusedHostGoesIntoTheEnvironmentsListAndTheRunningAgentIsLetThrough() throws Exception {
        var member = people.invited("member");
        var viewer = people.invited("viewer");
        String team = teamOf(member, viewer);
        String environment = "e" + Long.toString(System.nanoTime(), 36);
        String web = OutsideOfTest.WEB + ":" + plain;
        fleet.api().post("/api/environments", Map.of("name", environment, "team", team));
        agent =
                fleet.start(
                        "auto",
                        curl("-f http://" + web),
                        Map.of(
                                "environment",
                                team + "/" + environment,
                                "team",
                                teams.mustBeNamed(team).id().toString()));
        fleet.awaitTurn(agent, 1);
        assertEquals(1, fleet.events(agent, "egress.refused").size());

        String path = "/api/agents/" + agent + "/egress/allow";
        Map<String, Object> listed = Map.of("host", web, "environment", true);
        assertEquals(403, viewer.api().post(path, Map.of("host", web)).status());
        assertEquals(403, member.api().post(path, listed).status());
        assertFalse(viewer.api().get(path).body().at("/once/may").asBoolean());
        JsonNode members = member.api().get(path).body();
        assertTrue(members.at("/once/may").asBoolean(), members::toString);
        assertFalse(members.at("/always/may").asBoolean(), members::toString);
        assertTrue(members.at("/always/means").asText().contains("made by"), members::toString);
        for (String odd :
                List.of(
                        "127.0.0.1",
                        "169.254.169.254:80",
                        "[::1]",
                        "[::ffff:10.0.0.1]",
                        "10.0.0.7",
                        "0x7f000001",
                        "127.1",
                        "a b",
                        "a\u202eb.example",
                        "http://x.example",
                        "")) {
            assertEquals(422, fleet.api().post(path, Map.of("host", odd)).status(), odd);
        }
        say(2, curl("-f http://" + web));
        assertEquals("failed", lastTool(), "what was tried has changed nothing");

        allow(listed);
        JsonNode has = fleet.api().get(environmentAt(environment, team)).body();
        assertEquals(web, has.at("/allow/0").asText(), has::toString);
        assertEquals(2, has.path("version").asInt());
        say(3, curl("-f http://" + web));
        assertTrue(fleet.printed(agent).contains("hello from outside"), fleet.printed(agent));
        assertEquals(1, fleet.events(agent, "sandbox.started").size());

        assertEquals(403, viewer.api().delete(path + "/" + web).status());
        assertEquals(200, fleet.api().delete(path + "/" + web).status());
        assertEquals(404, fleet.api().delete(path + "/" + web).status());
        say(4, curl("-f http://" + web));
        assertEquals("failed", lastTool(), "what is taken back is refused again");
        fleet.api().delete(environmentAt(environment, team));
    }

    private static String environmentAt(String name, String team) {
        return "/api/environments/" + name + "?team=" + team;
    }

    /** A new team of the owner's with a member, and with one who only looks. */
    private String teamOf(TestPeople.Person member, TestPeople.Person viewer) {
        String team = "crew-of-" + member.name();
        fleet.api().post("/api/teams", Map.of("name", team));
        String place = "/api/teams/" + team + "/members/";
        fleet.api().put(place + member.name(), Map.of("role", "member"));
        fleet.api().put(place + viewer.name(), Map.of("role", "viewer"));
        return team;
    }

    private static String curl(String url) {
        return "curl -sS -m 20 " + url + "/hello";
    }

    private String lastTool() {
        return fleet.events(agent, "tool")
                .getLast()
                .path("payload")
                .path("update")
                .path("status")
                .asText();
    }

    private void say(int turn, String text) throws Exception {
        fleet.api().post("/api/agents/" + agent + "/messages", Map.of("text", text));
        fleet.awaitTurn(agent, turn);
    }

    private void allow(Map<String, Object> asked) {
        Api.Answer answer = fleet.api().post("/api/agents/" + agent + "/egress/allow", asked);
        assertEquals(200, answer.status(), answer.body()::toString);
    }
}
