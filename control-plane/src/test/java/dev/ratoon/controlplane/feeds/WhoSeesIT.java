package dev.ratoon.controlplane.feeds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Authority;
import dev.ratoon.controlplane.access.Decision;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.access.Verb;
import dev.ratoon.controlplane.agents.AgentList;
import dev.ratoon.controlplane.agents.AgentQuery;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Lists are cut by SQL: to exactly what the authorisation function allows. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class WhoSeesIT {
    @Inject TestPeople people;
    @Inject GivenAgents agents;
    @Inject AgentList list;

    @Test
    void a_list_has_all_that_its_reader_may_read_and_nothing_else() {
        TestPeople.Person person = people.invited("member");
        UUID self = agents.user(person);
        UUID other = agents.user(people.invited("member"));
        UUID team = agents.team(people.owner(), "sees-" + person.name(), person);
        Map<UUID, Resource.Owned> all =
                Map.of(
                        agents.of(self, null, "own"), new Resource.Owned(self, null),
                        agents.of(self, team, "own, shared"), new Resource.Owned(self, team),
                        agents.of(other, null, "another's"), new Resource.Owned(other, null),
                        agents.of(other, team, "shared"), new Resource.Owned(other, team));
        for (Actor actor : everybody(self, team)) {
            assertEquals(allowed(all, actor), seen(all, actor), actor::toString);
        }
    }

    private static List<Actor> everybody(UUID self, UUID team) {
        List<Actor> everybody = new ArrayList<>();
        for (Role role : Role.values()) {
            everybody.add(new Actor(self, "self", role, Map.of()));
            for (Role inTeam : Role.values()) {
                everybody.add(new Actor(self, "self", role, Map.of(team, inTeam)));
            }
        }
        return everybody;
    }

    private static Set<UUID> allowed(Map<UUID, Resource.Owned> all, Actor actor) {
        return all.keySet().stream()
                .filter(
                        agent ->
                                Authority.decide(actor, all.get(agent), Verb.READ_AGENT)
                                        instanceof Decision.Allowed)
                .collect(Collectors.toSet());
    }

    private Set<UUID> seen(Map<UUID, Resource.Owned> all, Actor actor) {
        return list.find(actor, AgentQuery.of(null, "", null), null, 200).agents().stream()
                .map(agent -> agent.view().id())
                .filter(all::containsKey)
                .collect(Collectors.toSet());
    }
}
