package dev.ratoon.controlplane.access;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Optional;
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
        UserRow user = rows.find(UserRow.class, userId);
        if (user == null || user.disabledAt != null) {
            return Optional.empty();
        }
        var teams =
                rows.createQuery("select m from MemberRow m where m.userId = ?1", MemberRow.class)
                        .setParameter(1, userId)
                        .getResultStream()
                        .collect(
                                Collectors.toMap(
                                        member -> member.teamId,
                                        member -> member.role.atMost(ceiling)));
        return Optional.of(new Actor(userId, user.name, user.role.atMost(ceiling), teams));
    }
}
