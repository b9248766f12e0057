package dev.ratoon.controlplane.repositories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.Fleet;
import dev.ratoon.controlplane.agents.GitRepository;
import dev.ratoon.controlplane.agents.Packaged;
import dev.ratoon.controlplane.login.Api;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The control plane as it is shipped, with the memory for whole files that it has then. Readers who
 * stand still hold what they were given, and more is in no buffer between here and there.
 */
@Timeout(300)
class StalledFileReadersIT {
    private static final int SIZE = 9 << 20;
    private static final int STALLED = 8;

    @TempDir Path directory;

    @Tag("long")
    @Test
    void those_of_one_person_leave_room_for_another_and_are_hung_up_on() throws Exception {
        try (Packaged app = Packaged.start(directory)) {
            Api owner = app.api();
            var friend = Map.of("name", "ada", "role", "member");
            Api ada =
                    Api.unknown(owner.base()).signIn(owner.post("/api/users", friend).text("link"));
            Fleet fleet = new Fleet(owner, GitRepository.in(directory));
            String agent =
                    fleet.start(
                            "auto",
                            "yes line | head -c " + SIZE + " > large.txt",
                            Map.of("team", teamOf("ada", app)));
            Eventually.get(
                    "a checkpoint",
                    () -> fleet.events(agent, "checkpoint.kept"),
                    kept -> kept.size() == 1);
            String path = "/api/agents/" + agent + "/file?path=large.txt";
            List<Socket> stalled = new ArrayList<>();
            try {
                for (int i = 0; i < STALLED; i++) {
                    stalled.add(stalled(owner, path));
                }
                List<String> begun = new ArrayList<>();
                for (Socket each : stalled) {
                    begun.add(status(each));
                }
                assertEquals(2, begun.stream().filter(line -> line.contains(" 200 ")).count());
                assertEquals(6, begun.stream().filter(line -> line.contains(" 503 ")).count());
                assertEquals(200, whole(ada, path), "room for another person");
                assertEquals(503, owner.get(path).status(), "none for the same one");
                // Who takes nothing is hung up on, and what was held for him is free again.
                Eventually.get(
                        "room for the same one",
                        Duration.ofMinutes(3),
                        () -> whole(owner, path),
                        status -> status == 200);
            } finally {
                for (Socket each : stalled) {
                    each.close();
                }
            }
            assertEquals(200, owner.delete("/api/agents/" + agent).status());
        }
    }

    private static String teamOf(String member, Packaged app) throws Exception {
        Api owner = app.api();
        assertEquals(200, owner.post("/api/teams", Map.of("name", "both")).status());
        String place = "/api/teams/both/members/" + member;
        assertEquals(204, owner.put(place, Map.of("role", "member")).status());
        try (var connection = app.database().getConnection();
                var rows =
                        connection
                                .createStatement()
                                .executeQuery("select id from ratoon.teams where name = 'both'")) {
            assertTrue(rows.next());
            return rows.getString(1);
        }
    }

    /** Asks, and takes nothing. */
    private static Socket stalled(Api api, String path) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), api.base().getPort()));
        String head =
                "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: %s\r\n\r\n"
                        .formatted(path, api.base().getPort(), api.headers().get("Authorization"));
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String status(Socket socket) throws IOException {
        socket.setSoTimeout(30_000);
        InputStream in = socket.getInputStream();
        var line = new StringBuilder();
        for (int one = in.read(); one >= 0 && one != '\n'; one = in.read()) {
            line.append((char) one);
        }
        return line.toString();
    }

    /** The status of an answer that has brought all when it is 200. */
    private static int whole(Api api, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(api.base().resolve(path))
                            .header(
                                    "Authorization",
                                    String.valueOf(api.headers().get("Authorization")))
                            .build();
            var answer = client.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() == 200) {
                assertEquals(SIZE, answer.body().length);
            }
            return answer.statusCode();
        }
    }
}
