package dev.ratoon.controlplane.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.access.UserStore;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.OwnerTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys through the real API into the real database. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@SuppressWarnings("NullAway.Init")
class ProviderKeysIT {
    private static final String KEY = "sk-geheim-abcdefghijklmn-4711";

    @TestHTTPResource("/api/keys")
    URI keys;

    @Inject OwnerTokens tokens;
    @Inject UserStore users;
    @Inject KeyStore store;
    @Inject DataSource database;

    private String token;

    @BeforeEach
    void signIn() {
        token = tokens.mint("provider keys test").value();
    }

    @Test
    void aStoredKeyIsNeverShownAgain() throws Exception {
        String stored = send("PUT", "/openai", body(KEY)).body();

        String listed = send("GET", "", "").body();

        assertTrue(listed.contains("\"hint\":\"4711\""), listed);
        assertFalse((stored + listed).contains("geheim"));
    }

    @Test
    void theDatabaseHoldsItSealedAndItOpensInItsRow() throws Exception {
        send("PUT", "/anthropic", body(KEY));

        ProviderKey key = store.find("anthropic", users.owner().id(), null).orElseThrow();

        assertEquals(KEY, store.open(key.id()).value());
        assertEquals(0, rows("position('geheim'::bytea in sealed) > 0"));
    }

    @Test
    void aSecondKeyReplacesTheFirst() throws Exception {
        send("PUT", "/gemini", body(KEY));

        send("PUT", "/gemini", body(KEY + "22"));

        assertEquals(1, rows("provider = 'gemini'"));
        ProviderKey key = store.find("gemini", users.owner().id(), null).orElseThrow();
        assertEquals(KEY + "22", store.open(key.id()).value());
    }

    @Test
    void aRemovedKeyIsGone() throws Exception {
        send("PUT", "/mistral", body(KEY));

        assertEquals(204, send("DELETE", "/mistral", "").statusCode());

        assertEquals(404, send("DELETE", "/mistral", "").statusCode());
    }

    @Test
    void aShortKeyGivesNoHint() throws Exception {
        String stored = send("PUT", "/my-gateway", body("short-4711")).body();

        assertTrue(stored.contains("\"hint\":\"\""), stored);
    }

    @Test
    void whatIsNoKeyIsRefusedInWords() throws Exception {
        assertRefused(422, "empty", send("PUT", "/openai", body("  ")));
        assertRefused(422, "no spaces", send("PUT", "/openai", body("two words")));
        assertRefused(422, "name has", send("PUT", "/open!ai", body(KEY)));
        assertRefused(404, "no team", send("PUT", "/openai?", "{\"key\":\"k\",\"team\":\"x\"}"));
    }

    @Test
    void nobodyUnknownReachesThem() throws Exception {
        token = "ratoon_t_nobody";

        assertEquals(401, send("GET", "", "").statusCode());
        assertEquals(401, send("PUT", "/openai", body(KEY)).statusCode());
    }

    private static void assertRefused(int status, String words, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(words), answer.body());
    }

    private static String body(String key) {
        return "{\"key\":\"" + key + "\"}";
    }

    private int rows(String where) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select count(*) from provider_keys where " + where)) {
            row.next();
            return row.getInt(1);
        }
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(keys + path))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
