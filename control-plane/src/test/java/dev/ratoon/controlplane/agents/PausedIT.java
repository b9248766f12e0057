package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A paused agent costs nothing, whoever looks at it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PausedIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final List<String> READ =
            List.of(
                    "",
                    "/events",
                    "/messages",
                    "/decisions",
                    "/rules",
                    "/changes",
                    "/diff",
                    "/commits",
                    "/file?path=README",
                    "/egress/allow");

    @Inject TestPeople people;
    @TempDir Path directory;

    @Test
    @Tag("long")
    void nobody_who_looks_at_it_or_follows_it_wakes_it() throws Exception {
        Fleet fleet = new Fleet(people.owner(), GitRepository.in(directory));
        String agent = fleet.start("auto", "echo more >> README; (setsid sleep 98765 &)");
        fleet.awaitTurn(agent, 1);
        assertNotEquals(List.of(), processes(agent), "what is looked for is found while it works");
        fleet.api().post("/api/agents/" + agent + "/pause", null);
        Eventually.get(
                "its pause",
                () -> fleet.agent(agent).path("doing").asText(),
                doing -> doing.equals("is paused"));
        Eventually.get("the end of all that it was", () -> processes(agent), List::isEmpty);
        List<JsonNode> before = fleet.events(agent);
        String at = "/api/agents/" + agent;
        try (InputStream log = follow(fleet.api(), at + "/events");
                InputStream all = follow(fleet.api(), "/api/stream?log=" + agent)) {
            assertTrue(log.read() >= 0 && all.read() >= 0, "they are followed");
            for (int i = 0; i < 3; i++) {
                for (String what : READ) {
                    assertEquals(200, fleet.api().get(at + what).status(), what);
                }
            }
            fleet.api().get("/api/agents?state=paused");
            fleet.api().get("/api/decisions");
            // Another one begins and ends meanwhile: whatever was due of the first is done by then.
            String other = fleet.start("auto", "true");
            fleet.awaitTurn(other, 1);
            fleet.api().delete("/api/agents/" + other);
        }
        assertEquals("paused", fleet.state(agent));
        assertEquals(before, fleet.events(agent), "nothing was written down of it");
        assertEquals(1, fleet.events(agent, "sandbox.wanted").size());
        assertEquals(List.of(), processes(agent));
        fleet.api().post(at + "/messages", Map.of("text", "cat README"));
        fleet.awaitTurn(agent, 2);
        assertEquals(2, fleet.events(agent, "sandbox.wanted").size(), "a message does");
        fleet.api().delete(at);
    }

    private static InputStream follow(Api api, String path) throws Exception {
        var request =
                HttpRequest.newBuilder(api.base().resolve(path))
                        .header("Accept", "text/event-stream");
        api.headers().forEach(request::header);
        return CLIENT.send(request.build(), BodyHandlers.ofInputStream()).body();
    }

    /** Those that name it, and the one that its turn has left behind. */
    private static List<String> processes(String agent) throws IOException {
        try (var all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            var found = new ArrayList<String>();
            for (Path process : all) {
                String line = line(process);
                if (line.contains(agent) || line.equals("sleep 98765")) {
                    found.add(line);
                }
            }
            return found;
        }
    }

    private static String line(Path process) {
        try {
            String line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
            return line.replace('\0', ' ').strip();
        } catch (IOException e) {
            // It has ended meanwhile.
            return "";
        }
    }
}
