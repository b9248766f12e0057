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
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TeamsIT {
    @Inject TestPeople people;

    @Test
    void whoever_makes_a_team_owns_it() {
        Api admin = people.invited("admin").api();
        Api.Answer made = admin.post("/api/teams", Map.of("name", "made"));
        assertEquals(200, made.status());
        assertEquals("owner", made.body().path("members").path(0).path("role").asText());
    }

    @Test
    void a_team_admin_brings_others_in_but_nobody_above_itself() {
        Api owner = people.owner();
        owner.post("/api/teams", Map.of("name", "garden"));
        var lead = people.invited("member");
        var friend = people.invited("member");
        assertEquals(204, place(owner, "garden", lead.name(), "admin"));

        assertEquals(204, place(lead.api(), "garden", friend.name(), "member"));
        assertEquals(403, place(lead.api(), "garden", lead.name(), "owner"));
        assertEquals(403, place(friend.api(), "garden", friend.name(), "admin"));
        assertEquals(204, lead.api().delete("/api/teams/garden/members/" + friend.name()).status());
    }

    @Test
    void a_team_admin_does_not_put_down_the_teams_owner() {
        Api owner = people.owner();
        owner.post("/api/teams", Map.of("name", "orchard"));
        String ownersName = owner.get("/api/session").body().path("user").path("name").asText();
        var lead = people.invited("member");
        place(owner, "orchard", lead.name(), "admin");
        assertEquals(403, place(lead.api(), "orchard", ownersName, "viewer"));
        assertEquals(403, lead.api().delete("/api/teams/orchard/members/" + ownersName).status());
    }

    @Test
    void a_viewer_of_ratoon_changes_no_team_that_it_owns() {
        Api owner = people.owner();
        owner.post("/api/teams", Map.of("name", "glass"));
        var viewer = people.invited("viewer");
        assertEquals(204, place(owner, "glass", viewer.name(), "owner"));
        assertEquals(403, viewer.api().delete("/api/teams/glass").status());
    }

    @Test
    void members_of_no_team_change_none() {
        Api owner = people.owner();
        owner.post("/api/teams", Map.of("name", "walled"));
        var member = people.invited("member");
        assertEquals(403, place(member.api(), "walled", member.name(), "viewer"));
        assertEquals(403, member.api().delete("/api/teams/walled").status());
        assertEquals(403, member.api().post("/api/teams", Map.of("name", "own")).status());
    }

    @Test
    void a_deleted_team_is_gone() {
        Api owner = people.owner();
        owner.post("/api/teams", Map.of("name", "brief"));
        assertTrue(owner.get("/api/teams").body().toString().contains("brief"));
        assertEquals(204, owner.delete("/api/teams/brief").status());
        assertFalse(owner.get("/api/teams").body().toString().contains("brief"));
        assertEquals(404, owner.delete("/api/teams/brief").status());
    }

    private static int place(Api api, String team, String user, String role) {
        return api.put("/api/teams/" + team + "/members/" + user, Map.of("role", role)).status();
    }
}
