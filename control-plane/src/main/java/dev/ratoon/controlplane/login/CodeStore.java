package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.basis.SecretText;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Knows the table of login codes. */
@Singleton
@Transactional
class CodeStore {
    private static final String GOOD =
            "c.codeHash = ?1 and c.usedAt is null and c.expiresAt > ?2 and c.createdAt <= ?3";

    private final EntityManager rows;

    CodeStore(EntityManager rows) {
        this.rows = rows;
    }

    void add(SecretText code, UUID user, Role ceiling, Instant now, Instant expiresAt) {
        CodeRow row = new CodeRow();
        row.codeHash = code.hash();
        row.userId = user;
        row.role = ceiling;
        row.createdAt = now;
        row.expiresAt = expiresAt;
        rows.persist(row);
    }

    /** Of any number that try at once, the row lock of this one update lets exactly one through. */
    Optional<Known> use(SecretText code, Instant now) {
        int used =
                rows.createQuery("update CodeRow c set c.usedAt = ?2 where " + GOOD)
                        .setParameter(1, code.hash())
                        .setParameter(2, now)
                        .setParameter(3, Known.latest(now))
                        .executeUpdate();
        if (used != 1) {
            return Optional.empty();
        }
        CodeRow row = rows.find(CodeRow.class, code.hash());
        return Optional.of(new Known(row.userId, row.role, Via.SESSION, null, row.expiresAt));
    }

    Optional<UUID> userOf(SecretText code, Instant now) {
        return rows.createQuery("select c.userId from CodeRow c where " + GOOD, UUID.class)
                .setParameter(1, code.hash())
                .setParameter(2, now)
                .setParameter(3, Known.latest(now))
                .getResultStream()
                .findFirst();
    }

    void forget(UUID user) {
        rows.createQuery("delete from CodeRow c where c.userId = ?1")
                .setParameter(1, user)
                .executeUpdate();
    }

    int sweep(Instant before) {
        return rows.createQuery("delete from CodeRow c where c.expiresAt < ?1")
                .setParameter(1, before)
                .executeUpdate();
    }
}
