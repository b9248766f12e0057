package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MayTest {
    private static final UUID SELF = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);
    private static final UUID TEAM = new UUID(0, 3);

    private static final String ALL =
            Arrays.stream(May.values()).map(May::word).collect(Collectors.joining(" "));
    private static final String WORKS = "steer decide allow-host enter publish";

    @ParameterizedTest
    @CsvSource({
        "member, viewer, ''",
        "viewer, member, ''",
        "member, member, " + WORKS,
        "member, admin, " + WORKS + " raise-cap delete",
        "admin, viewer, raise-cap delete",
    })
    void whatAnothersAgentOfATeamIsToldToGoByTheRoleThere(
            String here, String inTeam, String expected) {
        var actor = new Actor(SELF, "self", Role.of(here), Map.of(TEAM, Role.of(inTeam)));
        assertEquals(expected, words(actor, new Resource.Owned(OTHER, TEAM)));
    }

    @Test
    void ofOnesOwnAllButWhatOnlyAnAdminGives() {
        var actor = new Actor(SELF, "self", Role.MEMBER, Map.of());
        assertEquals(WORKS + " delete", words(actor, new Resource.Owned(SELF, null)));
        var owner = new Actor(SELF, "self", Role.OWNER, Map.of());
        assertEquals(ALL, words(owner, new Resource.Owned(SELF, null)));
    }

    @Test
    void ofOneWithoutASandboxNothingButForRatoonsOwner() {
        var agent = new Resource.Unconfined(OTHER, TEAM);
        for (Role role : List.of(Role.OWNER, Role.ADMIN)) {
            var actor = new Actor(SELF, "self", role, Map.of(TEAM, Role.OWNER));
            assertEquals("delete", words(actor, agent), role.word());
        }
        var member = new Actor(SELF, "self", Role.MEMBER, Map.of(TEAM, Role.MEMBER));
        assertEquals("", words(member, agent));
        var owner = new Actor(SELF, "self", Role.OWNER, Map.of());
        assertEquals(ALL, words(owner, new Resource.Unconfined(SELF, null)));
    }

    private static String words(Actor actor, Resource agent) {
        return May.of(actor, agent).stream().map(May::word).collect(Collectors.joining(" "));
    }
}
