package dev.ratoon.controlplane.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class UsersIT {
    @Inject TestPeople people;
    @Inject DataSource database;

    @Test
    void an_invited_user_signs_in_with_the_link_as_what_it_was_invited_as() {
        var member = people.invited("member");
        var me = member.api().get("/api/session").body().path("user");
        assertEquals(member.name(), me.path("name").asText());
        assertEquals("member", me.path("role").asText());
    }

    @Test
    void a_second_user_touches_nothing_of_the_first() {
        Api owner = people.owner();
        String ownersName = owner.get("/api/session").body().path("user").path("name").asText();
        String token =
                owner.post("/api/tokens", Map.of("name", "first's"))
                        .body()
                        .path("about")
                        .path("id")
                        .asText();
        people.nobody().signInAsBrowser(people.ownerLink());
        String session = owner.get("/api/sessions").body().path(0).path("id").asText();
        for (String role : new String[] {"admin", "member", "viewer"}) {
            Api second = people.invited(role).api();
            assertFalse(second.get("/api/tokens").body().toString().contains(token));
            assertEquals(403, second.get("/api/tokens?user=" + ownersName).status());
            assertEquals(403, second.get("/api/sessions?user=" + ownersName).status());
            assertEquals(403, second.delete("/api/tokens/" + token).status());
            assertEquals(403, second.delete("/api/sessions/" + session).status());
            assertEquals(403, second.post("/api/login-links", Map.of("user", ownersName)).status());
            assertEquals(403, second.delete("/api/users/" + ownersName).status());
        }
        assertTrue(owner.get("/api/tokens").body().toString().contains(token));
        assertTrue(owner.get("/api/sessions").body().toString().contains(session));
    }

    @Test
    void disabling_a_user_ends_everything_that_signed_it_in() throws SQLException {
        var member = people.invited("member");
        Api owner = people.owner();
        String token = member.api().post("/api/tokens", Map.of("name", "ci")).text("token");
        String link = owner.post("/api/login-links", Map.of("user", member.name())).text("link");
        Api browser =
                people.nobody()
                        .signInAsBrowser(
                                owner.post("/api/login-links", Map.of("user", member.name()))
                                        .text("link"))
                        .in(people.nobody());
        assertEquals(200, browser.get("/api/session").status());

        assertEquals(204, owner.delete("/api/users/" + member.name()).status());

        assertEquals(401, browser.get("/api/session").status());
        assertEquals(401, member.api().get("/api/session").status());
        assertEquals(401, people.nobody().bearer(token).get("/api/session").status());
        assertEquals(
                410,
                people.nobody()
                        .post("/api/login", Map.of("code", Api.codeIn(link), "client", "cli"))
                        .status());
        assertEquals(409, owner.post("/api/login-links", Map.of("user", member.name())).status());
        assertEquals(0, living(member.name()));
    }

    @Test
    void a_user_who_is_enabled_again_signs_in_anew_and_has_nothing_of_before() {
        var member = people.invited("member");
        Api owner = people.owner();
        String token = member.api().post("/api/tokens", Map.of("name", "ci")).text("token");
        String enable = "/api/users/" + member.name() + "/enable";
        assertEquals(204, owner.delete("/api/users/" + member.name()).status());

        assertEquals(403, people.invited("member").api().post(enable, Map.of()).status());
        assertEquals(409, owner.post("/api/login-links", Map.of("user", member.name())).status());
        Api.Answer enabled = owner.post(enable, Map.of());
        assertEquals(200, enabled.status());
        assertFalse(enabled.body().hasNonNull("disabledAt"));
        assertEquals(200, owner.post(enable, Map.of()).status());

        assertEquals(401, member.api().get("/api/session").status());
        assertEquals(401, people.nobody().bearer(token).get("/api/session").status());
        String link = owner.post("/api/login-links", Map.of("user", member.name())).text("link");
        assertEquals(200, people.nobody().signIn(link).get("/api/session").status());
    }

    @Test
    void an_admin_enables_members_and_nobody_above() {
        Api admin = people.invited("admin").api();
        var member = people.invited("member");
        assertEquals(204, admin.delete("/api/users/" + member.name()).status());
        assertEquals(200, admin.post("/api/users/" + member.name() + "/enable", Map.of()).status());
        String owner = people.owner().get("/api/session").body().path("user").path("name").asText();
        assertEquals(403, admin.post("/api/users/" + owner + "/enable", Map.of()).status());
        assertEquals(404, admin.post("/api/users/nobody-at-all/enable", Map.of()).status());
    }

    /** What would sign the user in if it were not disabled. */
    private int living(String name) throws SQLException {
        try (var connection = database.getConnection();
                var query =
                        connection.prepareStatement(
                                "select (select count(*) from tokens t where t.user_id = u.id and"
                                        + " t.revoked_at is null) + (select count(*) from sessions"
                                        + " s where s.user_id = u.id and s.revoked_at is null) +"
                                        + " (select count(*) from login_codes c where c.user_id ="
                                        + " u.id) from users u where u.name = ?")) {
            query.setString(1, name);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Test
    void the_owner_cannot_be_removed_and_there_is_no_second() {
        Api owner = people.owner();
        String name = owner.get("/api/session").body().path("user").path("name").asText();
        assertEquals(403, owner.delete("/api/users/" + name).status());
        assertEquals(
                403, owner.post("/api/users", Map.of("name", "two", "role", "owner")).status());
        assertEquals(200, owner.get("/api/session").status());
    }

    @Test
    void an_admin_invites_and_disables_members() {
        Api admin = people.invited("admin").api();
        Api.Answer added = admin.post("/api/users", Map.of("name", "byadmin", "role", "member"));
        assertEquals(200, added.status());
        assertEquals(204, admin.delete("/api/users/byadmin").status());
    }

    @Test
    void an_admin_makes_no_link_for_another_admin() {
        var first = people.invited("admin");
        var member = people.invited("member");
        Api second = people.invited("admin").api();
        assertEquals(403, second.post("/api/login-links", Map.of("user", first.name())).status());
        assertEquals(200, second.post("/api/login-links", Map.of("user", member.name())).status());
        assertEquals(200, second.post("/api/login-links", Map.of()).status());
    }

    @Test
    void members_and_viewers_invite_nobody() {
        for (String role : new String[] {"member", "viewer"}) {
            Api api = people.invited(role).api();
            assertEquals(
                    403,
                    api.post("/api/users", Map.of("name", "friend", "role", "viewer")).status());
        }
    }

    @Test
    void a_name_is_taken_once() {
        Api owner = people.owner();
        assertEquals(
                200, owner.post("/api/users", Map.of("name", "twice", "role", "viewer")).status());
        Api.Answer again = owner.post("/api/users", Map.of("name", "twice", "role", "viewer"));
        assertEquals(409, again.status());
        assertEquals("urn:ratoon:problem:conflict", again.text("type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ann", "a b", "../x", "a'; drop table users; --"})
    void an_illegal_name_is_refused_as_a_problem(String name) {
        assertEquals(
                422,
                people.owner().post("/api/users", Map.of("name", name, "role", "member")).status());
    }

    @Test
    void an_unknown_role_is_a_problem_and_no_fault() {
        Api.Answer answer = people.owner().post("/api/users", Map.of("name", "x", "role", "king"));
        assertEquals(400, answer.status());
    }

    @Test
    void an_unknown_user_is_not_found() {
        assertEquals(404, people.owner().delete("/api/users/nobody-at-all").status());
    }
}
