package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Following the list over connections that break; the last one is refused, which ends it. */
@Timeout(30)
class FleetFollowingIT {
    private final List<String> asked = new ArrayList<>();

    @Test
    void theListIsFollowedByALineAChange() throws Exception {
        List<String> lines =
                follow(
                        false,
                        snapshot("5", agent("ada", "idle"), agent("bob", "idle"))
                                + event("6", "agent", agent("ada", "working"))
                                + event("7", "agent", agent("ada", "working"))
                                + event("8", "agent-gone", "{\"id\":\"id-bob\"}")
                                + event("9", "agent-gone", "{\"id\":\"id-never-seen\"}")
                                + event("10", "new-in-a-later-version", "{}"));
        assertTrue(lines.get(0).startsWith("AGENT "), lines::toString);
        assertTrue(lines.get(1).startsWith("ada  "), lines::toString);
        assertEquals(
                List.of("ada: working", "bob: no longer in this list"),
                lines.stream().skip(3).map(line -> line.substring(10)).toList());
        assertEquals(List.of("null", "10"), asked);
    }

    @Test
    void afterABreakItGoesOnFromWhereItWas() throws Exception {
        List<String> lines =
                follow(
                        true,
                        snapshot("5", agent("ada", "idle")) + "id: 6\n\nid: 7\nevent: agent\ndata:",
                        event("8", "agent", agent("ada", "working")));
        assertEquals(List.of(agent("ada", "idle"), agent("ada", "working")), lines);
        assertEquals(List.of("null", "6", "8"), asked);
    }

    @Test
    void ofANewSnapshotOnlyWhatIsDifferentIsTold() throws Exception {
        List<String> lines =
                follow(
                        true,
                        snapshot(
                                "5",
                                agent("ada", "idle"),
                                agent("bob", "idle"),
                                agent("cy", "idle")),
                        snapshot(
                                "x5",
                                agent("dan", "idle"),
                                agent("bob", "paused"),
                                agent("cy", "idle")));
        assertEquals(
                List.of(
                        "{\"id\":\"id-ada\",\"gone\":true}",
                        agent("dan", "idle"),
                        agent("bob", "paused")),
                lines.subList(3, lines.size()));
    }

    @Test
    void aSnapshotThatBreaksOffCountsForNothing() throws Exception {
        List<String> lines =
                follow(
                        true,
                        "event: fleet\ndata: {}\n\n" + event(null, "agent", agent("ada", "idle")),
                        snapshot("5", agent("bob", "idle")));
        assertEquals(List.of(agent("bob", "idle")), lines);
        assertEquals(List.of("null", "null", "5"), asked);
    }

    @Test
    void deletedAgentsAreFollowedByThemselves() {
        assertEquals(
                2, new Heard().with("RATOON_URL", "http://127.0.0.1:9").run("list", "-f", "--all"));
    }

    private List<String> follow(boolean json, String... answers) throws Exception {
        Queue<String> left = new ArrayDeque<>(List.of(answers));
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, left));
        server.start();
        try {
            var heard = new Heard();
            heard.with("RATOON_URL", "http://127.0.0.1:" + server.getAddress().getPort())
                    .with("RATOON_TOKEN", "t");
            var ratoon = new Ratoon(heard.around());
            ratoon.json = json;
            assertThrows(
                    CommandFailure.class,
                    () -> new FleetFollowing(ratoon, "/api/stream").forEver());
            return heard.out().lines().toList();
        } finally {
            server.stop(0);
        }
    }

    private void answer(HttpExchange exchange, Queue<String> left) throws IOException {
        try (exchange) {
            asked.add(String.valueOf(exchange.getRequestHeaders().getFirst("Last-Event-ID")));
            byte[] body =
                    (left.isEmpty() ? "{\"status\":404}" : ": here\n\n" + left.remove())
                            .getBytes(StandardCharsets.UTF_8);
            boolean over = body[0] == '{';
            exchange.sendResponseHeaders(over ? 404 : 200, over ? body.length : 0);
            exchange.getResponseBody().write(body);
        }
    }

    private static String snapshot(String id, String... agents) {
        var text = new StringBuilder("event: fleet\ndata: {}\n\n");
        for (String agent : agents) {
            text.append(event(null, "agent", agent));
        }
        return text + event(id, "fleet-complete", "{}");
    }

    private static String event(String id, String name, String data) {
        return (id == null ? "" : "id: " + id + "\n")
                + "event: "
                + name
                + "\ndata: "
                + data
                + "\n\n";
    }

    private static String agent(String name, String state) {
        return "{\"id\":\"id-" + name + "\",\"name\":\"" + name + "\",\"state\":\"" + state + "\"}";
    }
}
