package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.basis.SecretText;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Knows the table of tickets. */
@Singleton
@Transactional
class TicketStore {
    private final EntityManager rows;

    TicketStore(EntityManager rows) {
        this.rows = rows;
    }

    void add(
            SecretText ticket,
            UUID user,
            Role ceiling,
            String path,
            Instant now,
            Instant expiresAt) {
        TicketRow row = new TicketRow();
        row.ticketHash = ticket.hash();
        row.userId = user;
        row.role = ceiling;
        row.path = path;
        row.createdAt = now;
        row.expiresAt = expiresAt;
        rows.persist(row);
    }

    Optional<Known> use(SecretText ticket, String path, Instant now) {
        int used =
                rows.createQuery(
                                "update TicketRow t set t.usedAt = ?3 where t.ticketHash = ?1 and"
                                        + " t.path = ?2 and t.usedAt is null and t.expiresAt > ?3"
                                        + " and t.createdAt <= ?4")
                        .setParameter(1, ticket.hash())
                        .setParameter(2, path)
                        .setParameter(3, now)
                        .setParameter(4, Known.latest(now))
                        .executeUpdate();
        if (used != 1) {
            return Optional.empty();
        }
        TicketRow row = rows.find(TicketRow.class, ticket.hash());
        return Optional.of(new Known(row.userId, row.role, Via.TICKET, null, row.expiresAt));
    }

    void forget(UUID user) {
        rows.createQuery("delete from TicketRow t where t.userId = ?1")
                .setParameter(1, user)
                .executeUpdate();
    }

    int sweep(Instant before) {
        return rows.createQuery("delete from TicketRow t where t.expiresAt < ?1")
                .setParameter(1, before)
                .executeUpdate();
    }
}
