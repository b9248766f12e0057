package dev.ratoon.controlplane.access;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Somebody who is signed in, with all that the authorisation function needs to know of them.
 *
 * @param role the role in the installation, already cut to what the token used carries
 * @param teams the role in each team that the user is in, cut likewise
 */
public record Actor(UUID userId, String name, Role role, Map<UUID, Role> teams) {
    public Actor {
        teams = Map.copyOf(teams);
    }

    /** The same with no more power than that, wherever it is. */
    public Actor atMost(Role ceiling) {
        return new Actor(
                userId,
                name,
                role.atMost(ceiling),
                teams.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        team -> team.getValue().atMost(ceiling))));
    }
}
