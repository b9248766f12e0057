package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import dev.ratoon.controlplane.peers.Exec;
import dev.ratoon.protocol.Frame;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The setup script of an environment, in real sandboxes. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SetupIT {
    private static final String ENDLESS =
            "trap '' TERM\nsetsid sleep 864003 &\necho running\nwhile :; do sleep 864003; done\n";

    private static final String BUSY =
            "perl -e 'my $e = time + 3; 1 while time < $e; print((times)[0] + (times)[1], \"\\n\")'";

    @Inject TestPeople people;
    @Inject LogStore log;
    @TempDir Path directory;
    private Fleet fleet;
    private String environment = "";
    private String agent = "";

    @BeforeEach
    void begin() throws Exception {
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
    }

    @AfterEach
    void theLogIsWholeAndTheStateFollowsFromIt() throws Exception {
        fleet.api().delete("/api/agents/" + agent);
        awaitDoing("is deleted");
        Consistency.check(log, agent);
        fleet.api().delete("/api/environments/" + environment);
    }

    @Test
    void itRunsOnceInTheRepositoryBeforeTheFirstTurn() throws Exception {
        environment("pwd >> setup.log; id -u >> setup.log; echo ready-$((20 + 3))");
        start("cat setup.log; id -u");
        fleet.awaitTurn(agent, 1);
        List<String> lines = fleet.printed(agent).lines().toList();
        assertTrue(lines.get(0).endsWith("/repository"), lines::toString);
        assertEquals(lines.get(1), lines.get(2), "it runs as the harness's user");
        assertTrue(output().contains("ready-23"), output());
        fleet.api().post("/api/agents/" + agent + "/pause", null);
        fleet.await(agent, "paused");
        send("wc -l < setup.log");
        fleet.awaitTurn(agent, 2);
        assertTrue(fleet.printed(agent).strip().endsWith("2"), fleet.printed(agent));
        assertEquals(1, fleet.events(agent, "environment.taken").size());
    }

    /** As far as this machine lets them be bounded: the log says what it does not. */
    @Tag("long")
    @Test
    void theSizeOfTheEnvironmentIsWhatItsSandboxesHave() throws Exception {
        environment = "e" + Long.toString(System.nanoTime(), 36);
        Map<String, Object> size = Map.of("memory", 512, "processor", 40, "processes", 100);
        fleet.api()
                .post(
                        "/api/environments",
                        Map.of("name", environment, "size", size, "setup", BUSY + " >busy"));
        start(
                """
                cat busy
                perl -e 'my @a; for (1..700) { push @a, "x" x (1 << 20) } print "satisfied"'; true
                perl -e 'my $n = 0; for (1..300) { my $p = fork(); last unless defined $p; \
                if (!$p) { sleep 3; exit } $n++ } print "forked $n\\n"'
                """);
        fleet.awaitTurn(agent, 1);
        String said = fleet.printed(agent);
        assertFalse(said.contains("satisfied"), said);
        int forked = Integer.parseInt(said.replaceAll("(?s).*forked (\\d+)\n.*", "$1"));
        assertTrue(forked > 10 && forked < 100, said);
        String how = fleet.events(agent, "sandbox.started").getFirst().path("payload").toString();
        if (!how.contains("processor time is not limited")) {
            double busy = Double.parseDouble(said.lines().findFirst().orElseThrow());
            assertTrue(busy > 0 && busy < 1.9, "of 3 s of one processor it had " + busy);
        }
    }

    @Tag("long")
    @Test
    void oneThatFailsIsMendedAndTheAgentGoesOnWithTheNewVersion() throws Exception {
        environment("echo no such tool; exit 3");
        start("cat made");
        JsonNode failed = fleet.await(agent, "failed").path("failure");
        assertTrue(failed.path("reason").asText().contains("exit code 3"), failed::toString);
        assertTrue(
                failed.path("nextStep").asText().contains("environment edit " + environment),
                failed::toString);
        assertTrue(output().contains("no such tool"), output());
        change("echo mended > made");
        fleet.api().post("/api/agents/" + agent + "/resume", null);
        fleet.awaitTurn(agent, 1);
        assertTrue(fleet.printed(agent).contains("mended"), fleet.printed(agent));
        assertEquals(2, fleet.agent(agent).path("environmentVersion").asInt());
        assertEquals(2, fleet.events(agent, "environment.taken").size());
    }

    @Tag("long")
    @Test
    void stopEndsItAtOnceWithAllThatItStartedAndLosesNothing() throws Exception {
        environment(ENDLESS);
        start("echo went-on");
        awaitOutput("running");
        assertEquals("runs the setup script", fleet.agent(agent).path("doing").asText());
        fleet.api().post("/api/agents/" + agent + "/stop", null);
        awaitNoProcess("sleep 864003");
        awaitDoing("is paused");
        assertEquals("paused", fleet.state(agent));
        assertEquals(1, fleet.agent(agent).path("queued").asInt());
        change("true");
        fleet.api().post("/api/agents/" + agent + "/resume", null);
        fleet.awaitTurn(agent, 1);
        assertTrue(fleet.printed(agent).contains("went-on"), fleet.printed(agent));
    }

    @Tag("long")
    @Test
    void whoIsWokenByACommandTakesTheNewestToo() throws Exception {
        environment(ENDLESS);
        start("cat made");
        awaitOutput("running");
        fleet.api().post("/api/agents/" + agent + "/stop", null);
        awaitDoing("is paused");
        change("echo newest > made");
        try (var exec = new Exec(fleet.api(), agent, "{\"command\":[\"true\"]}")) {
            assertEquals(new Frame.Exit(0), exec.end());
        }
        fleet.awaitTurn(agent, 1);
        assertTrue(fleet.printed(agent).contains("newest"), fleet.printed(agent));
        assertEquals(2, fleet.agent(agent).path("environmentVersion").asInt());
    }

    @Tag("long")
    @Test
    void deletingEndsItAtOnceAndItComesBackWhole() throws Exception {
        environment(ENDLESS);
        start("true");
        awaitOutput("running");
        fleet.api().delete("/api/agents/" + agent);
        awaitNoProcess("sleep 864003");
        awaitDoing("is deleted");
        fleet.api().post("/api/agents/" + agent + "/restore", null);
        assertEquals("paused", fleet.state(agent), "that it was ended is no failure of the script");
    }

    @Test
    @Tag("long")
    void atItsLimitItEndsInWords() throws Exception {
        environment(ENDLESS, 1);
        start("true");
        JsonNode failed = fleet.await(agent, "failed").path("failure");
        assertEquals(
                "The setup script did not end within a minute.", failed.path("reason").asText());
        assertTrue(failed.path("nextStep").asText().contains("--minutes"), failed::toString);
        awaitNoProcess("sleep 864003");
        assertEquals(
                failed,
                Eventually.get(
                                "the end of its sandbox",
                                () -> fleet.agent(agent),
                                a -> !fleet.events(agent, "sandbox.ended").isEmpty())
                        .path("failure"));
    }

    private void environment(String setup) {
        environment(setup, 30);
    }

    private void environment(String setup, int minutes) {
        environment = "e" + Long.toString(System.nanoTime(), 36);
        Api.Answer made =
                fleet.api()
                        .post(
                                "/api/environments",
                                Map.of(
                                        "name", environment,
                                        "setup", setup,
                                        "setupMinutes", minutes));
        assertEquals(201, made.status(), made.body()::toString);
    }

    private void change(String setup) {
        Api.Answer changed =
                fleet.api()
                        .put(
                                "/api/environments/" + environment,
                                Map.of("version", 1, "setup", setup));
        assertEquals(200, changed.status(), changed.body()::toString);
    }

    private void start(String prompt) {
        agent = fleet.start("auto", prompt, Map.of("environment", environment));
    }

    private void send(String text) {
        fleet.api().post("/api/agents/" + agent + "/messages", Map.of("text", text));
    }

    private String output() {
        StringBuilder text = new StringBuilder();
        for (JsonNode event : fleet.events(agent, "output")) {
            text.append(event.path("payload").path("text").asText());
        }
        return text.toString();
    }

    private void awaitOutput(String words) throws Exception {
        Eventually.get("the output", this::output, text -> text.contains(words));
    }

    private void awaitDoing(String doing) throws Exception {
        Eventually.get(
                doing, () -> fleet.agent(agent).path("doing").asText(), now -> now.equals(doing));
    }

    private static void awaitNoProcess(String words) throws Exception {
        Eventually.get(
                "no process of it",
                () ->
                        ProcessHandle.allProcesses()
                                .map(process -> process.info().commandLine().orElse(""))
                                .filter(line -> line.contains(words))
                                .toList(),
                List::isEmpty);
    }
}
