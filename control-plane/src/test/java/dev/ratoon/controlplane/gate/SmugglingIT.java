package dev.ratoon.controlplane.gate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests whose end two readers could see in different places, as a proxy in front of us and we.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class SmugglingIT {
    private static final String HIDDEN = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Inject TestPeople people;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 0\r\nContent-Length: %d",
                "Content-Length: %d\r\nContent-Length: 0",
                "Content-Length: 0, %d",
                "Content-Length: +%d",
                "Content-Length: 0x1",
                "Content-Length: %d\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: %d",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunked, identity",
                "Transfer-Encoding: identity, chunked",
                "Transfer-Encoding:\tchunked",
                "X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: -1",
                "X: y\rTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked"
            })
    void what_hides_behind_an_unclear_end_is_not_answered(String framing) throws IOException {
        String all =
                new RawHttp(people.base())
                        .all(
                                request(
                                                "POST",
                                                "/api/login-links",
                                                "Authorization: " + token() + "\r\n")
                                        + framing.formatted(HIDDEN.length() + 5)
                                        + "\r\n\r\n0\r\n\r\n"
                                        + HIDDEN);
        assertTrue(all.matches("(?s)HTTP/1\\.1 4\\d\\d .*"), all);
        assertFalse(all.contains("HTTP/1.1 200"), all);
    }

    /** Its answer is heard by nobody; what it asks for would be done all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/teams", "/api/restore"})
    void what_hides_behind_chunks_is_not_done(String path) throws IOException {
        String login = "Authorization: " + token() + "\r\n";
        String team = "kept" + path.replace('/', '-');
        people.owner().post("/api/teams", Map.of("name", team));
        for (int i = 0; i < 10; i++) {
            String all =
                    new RawHttp(people.base())
                            .all(
                                    request("POST", path, login)
                                            + "Transfer-Encoding: chunked\r\n\r\n"
                                            + "2\r\n{}\r\n0\r\n\r\n"
                                            + request("DELETE", "/api/teams/" + team, login)
                                            + "\r\n");
            assertTrue(all.startsWith("HTTP/1.1 4"), all);
        }
        String teams = people.owner().get("/api/teams").body().toString();
        assertTrue(teams.contains(team), teams);
        people.owner().delete("/api/teams/" + team);
    }

    private String token() {
        return people.owner().headers().getOrDefault("Authorization", "");
    }

    private static String request(String method, String path, String login) {
        return method
                + " "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + login;
    }
}
