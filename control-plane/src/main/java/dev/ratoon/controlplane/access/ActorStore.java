package dev.ratoon.controlplane.access;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Turns a user and what it signed in with into somebody who acts. */
@Singleton
public class ActorStore {
    private final EntityManager rows;

    ActorStore(EntityManager rows) {
        this.rows = rows;
    }

    /** Empty for a user who is disabled or gone. */
    @Transactional
    public Optional<Actor> of(UUID userId, Role ceiling) {
        return Optional.ofNullable(all(Set.of(userId)).get(userId))
                .map(actor -> actor.atMost(ceiling));
    }

    /** With all their power, by their ids; without those who are disabled or gone. */
    @Transactional
    public Map<UUID, Actor> all(Set<UUID> users) {
        Map<UUID, Map<UUID, Role>> teams = new HashMap<>();
        rows.createQuery("select m from MemberRow m where m.userId in ?1", MemberRow.class)
                .setParameter(1, users)
                .getResultStream()
                .forEach(
                        member ->
                                teams.computeIfAbsent(member.userId, _ -> new HashMap<>())
                                        .put(member.teamId, member.role));
        return rows.createQuery(
                        "select u from UserRow u where u.id in ?1 and u.disabledAt is null",
                        UserRow.class)
                .setParameter(1, users)
                .getResultStream()
                .collect(
                        Collectors.toMap(
                                user -> user.id,
                                user ->
                                        new Actor(
                                                user.id,
                                                user.name,
                                                user.role,
                                                teams.getOrDefault(user.id, Map.of()))));
    }
}
