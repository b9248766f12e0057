package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Following a log over connections that break. */
@Timeout(30)
class FollowingIT {
    /** Ends the test once so many events were shown. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void afterABreakItGoesOnBehindTheLastEvent() throws Exception {
        var asked = new ArrayList<String>();
        List<Long> shown =
                follow(
                        asked,
                        events(1, 2) + "id: 3\nevent: event\ndata: {\"seq\":3",
                        events(3, 4),
                        "500",
                        events(5, 6));
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), shown);
        assertEquals(List.of("0", "2", "4", "4"), asked);
    }

    @Test
    void whatComesTwiceIsShownOnceAndWhatIsMissingIsAskedForAgain() throws Exception {
        var asked = new ArrayList<String>();
        List<Long> shown = follow(asked, events(1, 1, 2, 4), events(2, 3, 4, 5, 6));
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), shown);
        assertEquals(List.of("0", "2"), asked);
    }

    @Test
    void whoIsRefusedIsToldAndDoesNotTryAgain() throws Exception {
        var asked = new ArrayList<String>();
        CommandFailure refused =
                assertThrows(CommandFailure.class, () -> follow(asked, events(1), "404"));
        assertEquals(Exit.REFUSED, refused.exit());
        assertEquals(List.of("0", "1"), asked);
    }

    private static List<Long> follow(List<String> asked, String... answers) throws Exception {
        Queue<String> left = new ArrayDeque<>(List.of(answers));
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, asked, left));
        server.start();
        var shown = new ArrayList<Long>();
        try {
            var heard =
                    new Heard()
                            .with("RATOON_URL", "http://127.0.0.1:" + server.getAddress().getPort())
                            .with("RATOON_TOKEN", "t");
            var following =
                    new Following(new Ratoon(heard.around()), "/api/agents/x/events", six(shown));
            following.from(0);
            return shown;
        } catch (Enough e) {
            return shown;
        } finally {
            server.stop(0);
        }
    }

    private static LogSink six(List<Long> shown) {
        return new LogSink() {
            @Override
            public void event(JsonNode event) {
                shown.add(event.path("seq").asLong());
                if (shown.size() == 6) {
                    throw new Enough();
                }
            }

            @Override
            public void chunk(JsonNode chunk) {
                throw new AssertionError("no chunk was sent");
            }
        };
    }

    private static synchronized void answer(
            HttpExchange exchange, List<String> asked, Queue<String> left) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
            assertTrue(exchange.getRequestHeaders().getFirst("Accept").equals("text/event-stream"));
            String answer = left.isEmpty() ? "500" : left.remove();
            if (answer.matches("[0-9]{3}")) {
                byte[] problem =
                        ("{\"status\":" + answer + "}").getBytes(StandardCharsets.US_ASCII);
                exchange.sendResponseHeaders(Integer.parseInt(answer), problem.length);
                exchange.getResponseBody().write(problem);
                return;
            }
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody()
                    .write((": here\n\n" + answer).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String events(int... seqs) {
        var text = new StringBuilder();
        for (int seq : seqs) {
            text.append("id: ").append(seq).append("\nevent: event\ndata: {\"seq\":").append(seq);
            text.append("}\n\n");
        }
        return text.toString();
    }
}
