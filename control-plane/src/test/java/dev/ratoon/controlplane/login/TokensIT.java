package dev.ratoon.controlplane.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.basis.MovableClock;
import dev.ratoon.controlplane.database.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TokensIT {
    @Inject TestPeople people;
    @Inject MovableClock clock;
    @Inject OwnerTokens ownerTokens;
    @Inject EndedLogins sweep;
    @Inject DataSource database;

    @Test
    void a_token_is_shown_once_and_works_until_it_is_revoked() {
        Api owner = people.owner();
        Api.Answer made = owner.post("/api/tokens", Map.of("name", "build server"));
        Api machine = people.nobody().bearer(made.text("token"));
        assertEquals(200, machine.get("/api/session").status());

        String list = owner.get("/api/tokens").body().toString();
        assertTrue(list.contains("build server"));
        assertFalse(list.contains("ratoon_t_"));

        String id = made.body().path("about").path("id").asText();
        assertEquals(204, owner.delete("/api/tokens/" + id).status());
        assertEquals(401, machine.get("/api/session").status());
    }

    @Test
    void a_token_ends_at_its_time() {
        Api.Answer made =
                people.owner().post("/api/tokens", Map.of("name", "short", "expiresInDays", 1));
        try (var _ = clock.forward(Duration.ofDays(1).plusSeconds(5))) {
            assertEquals(
                    401, people.nobody().bearer(made.text("token")).get("/api/session").status());
        }
    }

    @Test
    void a_token_carries_no_more_than_its_role() {
        Api viewer = viewerToken();
        assertEquals("viewer", role(viewer));
        assertEquals(403, viewer.post("/api/teams", Map.of("name", "nope")).status());
        assertEquals(
                403, viewer.post("/api/users", Map.of("name", "nope", "role", "viewer")).status());
    }

    @Test
    void a_weak_token_makes_itself_nothing_stronger() {
        Api viewer = viewerToken();
        assertEquals(403, viewer.post("/api/tokens", Map.of("name", "more")).status());
        assertEquals(403, viewer.post("/api/login-links", Map.of()).status());

        Api member =
                people.nobody()
                        .bearer(
                                people.owner()
                                        .post(
                                                "/api/tokens",
                                                Map.of("name", "member", "role", "member"))
                                        .text("token"));
        Api.Answer asked = member.post("/api/tokens", Map.of("name", "owner?", "role", "owner"));
        assertEquals("member", role(people.nobody().bearer(asked.text("token"))));
        String link = member.post("/api/login-links", Map.of()).text("link");
        assertEquals("member", role(people.nobody().signIn(link)));
    }

    @Test
    void a_link_of_ones_own_signs_in_as_who_one_is_in_each_team() {
        var self = people.invited("member");
        var other = people.invited("member");
        String team = "link-" + self.name();
        people.owner().post("/api/teams", Map.of("name", team));
        String members = "/api/teams/" + team + "/members/";
        people.owner().put(members + self.name(), Map.of("role", "admin"));
        String link = self.api().post("/api/login-links", Map.of()).text("link");
        Api phone = people.nobody().signIn(link);
        assertEquals(204, phone.put(members + other.name(), Map.of("role", "viewer")).status());
    }

    @Test
    void the_local_token_of_a_start_ends_with_the_next_and_at_the_end() {
        Api first = people.nobody().bearer(ownerTokens.mint("/home/ann/ratoon").value());
        Api second = people.nobody().bearer(ownerTokens.mint("/home/ann/ratoon").value());
        Api elsewhere = people.nobody().bearer(ownerTokens.mint("/elsewhere").value());
        assertEquals(401, first.get("/api/session").status());
        assertEquals("owner", role(second));
        ownerTokens.revoke("/home/ann/ratoon");
        assertEquals(401, second.get("/api/session").status());
        assertEquals(200, elsewhere.get("/api/session").status());
    }

    @Test
    void nothing_that_signs_somebody_in_is_stored_as_itself() throws SQLException {
        Api owner = people.owner();
        owner.post("/api/tokens", Map.of("name", "stored"));
        owner.post("/api/tickets", Map.of("path", "/api/test/echo"));
        people.nobody().signInAsBrowser(people.ownerLink());
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select t::text from tokens t union all select s::text from"
                                        + " sessions s union all select c::text from login_codes c"
                                        + " union all select k::text from tickets k")) {
            int count = 0;
            while (rows.next()) {
                count++;
                assertFalse(rows.getString(1).contains("ratoon_"), "a secret in a row");
                // The text of a bytea is hex: the same secret in hex.
                assertFalse(rows.getString(1).contains("7261746f6f6e5f"), "a secret in a row");
            }
            assertTrue(count > 4);
        }
    }

    /** As of 500 first uses at once: one would hold the row, and all others wait for it. */
    @Test
    void noting_that_a_token_or_session_is_used_holds_up_no_request() throws Exception {
        Api token =
                people.nobody()
                        .bearer(
                                people.owner()
                                        .post("/api/tokens", Map.of("name", "busy"))
                                        .text("token"));
        Api session = people.nobody().signInAsBrowser(people.ownerLink()).in(people.nobody());
        try (var _ = clock.forward(Duration.ofHours(1));
                var connection = database.getConnection();
                var statement = connection.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            connection.setAutoCommit(false);
            statement.execute("select 1 from tokens for update");
            statement.execute("select 1 from sessions for update");
            try {
                for (Api each : List.of(token, session)) {
                    var answer = threads.submit(() -> each.get("/api/session").status());
                    assertEquals(200, answer.get(10, TimeUnit.SECONDS));
                }
            } finally {
                connection.rollback();
            }
        }
    }

    @Test
    void that_a_token_is_used_is_noted() {
        Api.Answer made = people.owner().post("/api/tokens", Map.of("name", "noted"));
        Api token = people.nobody().bearer(made.text("token"));
        token.get("/api/session");
        for (var each : token.get("/api/tokens").body()) {
            if (each.path("name").asText().equals("noted")) {
                assertFalse(each.path("lastUsedAt").isNull());
            }
        }
    }

    @Test
    void what_ended_is_swept_and_what_lives_stays() {
        Api owner = people.owner();
        Api.Answer made = owner.post("/api/tokens", Map.of("name", "ended", "expiresInDays", 1));
        people.ownerLink();
        assertNotEquals(0, sweep.delete(clock.instant().plus(Duration.ofDays(9))));
        assertEquals(200, owner.get("/api/session").status());
        assertEquals(401, people.nobody().bearer(made.text("token")).get("/api/session").status());
    }

    private Api viewerToken() {
        Api.Answer made =
                people.owner().post("/api/tokens", Map.of("name", "view", "role", "viewer"));
        return people.nobody().bearer(made.text("token"));
    }

    private static String role(Api api) {
        return api.get("/api/session").body().path("user").path("role").asText();
    }
}
