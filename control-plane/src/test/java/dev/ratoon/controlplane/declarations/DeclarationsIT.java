package dev.ratoon.controlplane.declarations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a repository says of its own environment, in real sandboxes. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DeclarationsIT {
    private static final Map<String, Object> ASKED = Map.of("environment", "repository");
    private static final String SAYS =
            """
            setup: echo "made for $TIER" > made
            variables: {TIER: test}
            size: {processes: 300}
            """;

    @Inject TestPeople people;
    @TempDir Path directory;
    private Fleet fleet;
    private String agent = "";

    @BeforeEach
    void begin() throws Exception {
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
    }

    @AfterEach
    void end() {
        fleet.api().delete("/api/agents/" + agent);
    }

    @Test
    void itPreparesTheWorkspaceWhenItIsAskedFor() throws Exception {
        has(".ratoon/environment.yaml", SAYS);
        agent = fleet.start("auto", "cat made; echo is-$TIER", ASKED);
        fleet.awaitTurn(agent, 1);
        assertTrue(fleet.printed(agent).contains("made for test\nis-test"), fleet.printed(agent));
        JsonNode taken = taken();
        assertTrue(
                taken.path("from").asText().startsWith(".ratoon/environment.yaml at "),
                taken::toString);
        assertEquals(300, taken.path("size").path("processes").asInt());
    }

    @Test
    void itDoesNothingWhenItIsNotAskedFor() throws Exception {
        has(".ratoon/environment.yaml", SAYS);
        agent = fleet.start("auto", "ls", Map.of());
        fleet.awaitTurn(agent, 1);
        assertEquals(0, fleet.events(agent, "environment.taken").size());
    }

    @Tag("long")
    @Test
    void aDevcontainerIsHonouredAsFarAsItCanBe() throws Exception {
        has(
                ".devcontainer/devcontainer.json",
                "{\"image\": \"x\", \"features\": {\"a\": {}}, \"postCreateCommand\": \"echo $A >"
                        + " made\", \"containerEnv\": {\"A\": \"b\"}} // so\n");
        agent = fleet.start("auto", "cat made", ASKED);
        fleet.awaitTurn(agent, 1);
        assertTrue(fleet.printed(agent).contains("b"), fleet.printed(agent));
        JsonNode notes = taken().path("notes");
        assertTrue(notes.path(0).asText().startsWith("image is not done here"), notes::toString);
        assertTrue(notes.path(0).asText().contains("Let the setup install"), notes::toString);
        assertTrue(notes.path(1).asText().startsWith("features is not done here"), notes::toString);
        assertTrue(notes.path(1).asText().contains("Let the setup install"), notes::toString);
    }

    @Test
    void anImageIsToldAndItGoesOnWithoutIt() throws Exception {
        has(".ratoon/environment.yaml", "image: example.org/tools/java:21\nsetup: touch made\n");
        agent = fleet.start("auto", "ls", ASKED);
        fleet.awaitTurn(agent, 1);
        assertTrue(fleet.printed(agent).contains("made"), fleet.printed(agent));
        JsonNode taken = taken();
        assertTrue(taken.path("image").isMissingNode(), taken::toString);
        String note = taken.path("notes").path(0).asText();
        assertTrue(note.startsWith("image is not done here: sandboxes of this machine"), note);
        assertTrue(note.contains("Let the setup install"), note);
    }

    @Test
    void oneThatCannotBeUsedFailsTheAgentInWords() throws Exception {
        has(".ratoon/environment.yaml", "size: {memory: 1000000}\n");
        agent = fleet.start("auto", "true", ASKED);
        String reason = fleet.await(agent, "failed").path("failure").path("reason").asText();
        assertTrue(reason.contains(".ratoon/environment.yaml cannot be used"), reason);
        assertTrue(reason.contains("what the operator grants"), reason);
        assertEquals(0, fleet.events(agent, "sandbox.wanted").size());
    }

    @Test
    void whereThereIsNoneTheAgentFailsInWords() throws Exception {
        agent = fleet.start("auto", "true", ASKED);
        String reason = fleet.await(agent, "failed").path("failure").path("reason").asText();
        assertTrue(reason.contains("It names no environment"), reason);
    }

    private JsonNode taken() {
        return fleet.events(agent, "environment.taken").getFirst().path("payload");
    }

    private void has(String name, String text) throws Exception {
        Path file = fleet.repository().folder().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        fleet.repository().git("add", "-A");
        fleet.repository()
                .git(
                        "-c",
                        "user.name=Ada",
                        "-c",
                        "user.email=ada@example.com",
                        "commit",
                        "-qm",
                        "d");
    }
}
