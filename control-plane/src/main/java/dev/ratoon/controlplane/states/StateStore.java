package dev.ratoon.controlplane.states;

import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Knows the table of kept states. */
@Singleton
@Transactional
class StateStore {
    private static final int MOST_SHOWN = 100;

    private final EntityManager rows;
    private final Clock clock;

    StateStore(EntityManager rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * A state that is kept.
     *
     * @param setupSeconds how long the script had taken
     */
    record Kept(
            String key,
            int version,
            String repository,
            String base,
            long bytes,
            long setupSeconds,
            Instant madeAt) {
        static Kept of(StateRow row) {
            return new Kept(
                    row.key,
                    row.version,
                    row.repository,
                    row.base,
                    row.bytes,
                    row.setupSeconds,
                    row.madeAt);
        }
    }

    /** The owner's own of an environment, the newest first. */
    List<Kept> of(UUID environment, UUID owner) {
        return rows.createQuery(
                        "select s from StateRow s where s.environmentId = ?1 and s.ownerId = ?2"
                                + " order by s.madeAt desc",
                        StateRow.class)
                .setParameter(1, environment)
                .setParameter(2, owner)
                .setMaxResults(MOST_SHOWN)
                .getResultStream()
                .map(Kept::of)
                .toList();
    }

    /** The one of this key, which is used now. */
    Optional<Kept> use(StateKey key) {
        StateRow row = rows.find(StateRow.class, key.digest());
        if (row == null) {
            return Optional.empty();
        }
        row.usedAt = clock.instant();
        return Optional.of(Kept.of(row));
    }

    /** The newest of the same environment, repository and owner. */
    Optional<Kept> like(StateKey key) {
        return rows.createQuery(
                        "select s from StateRow s where s.environmentId = ?1 and s.ownerId = ?2"
                                + " and s.repository = ?3 order by s.madeAt desc",
                        StateRow.class)
                .setParameter(1, key.environment())
                .setParameter(2, key.owner())
                .setParameter(3, key.repository())
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(Kept::of);
    }

    void put(StateKey key, long bytes, long setupSeconds) {
        StateRow row = new StateRow();
        row.key = key.digest();
        row.ownerId = key.owner();
        row.environmentId = key.environment();
        row.version = key.version();
        row.repository = key.repository();
        row.base = key.base();
        row.bytes = bytes;
        row.setupSeconds = setupSeconds;
        row.madeAt = clock.instant();
        row.usedAt = row.madeAt;
        var _ = rows.merge(row);
    }

    /** Forgets those that were made before, and of the rest the least used that are too much. */
    void trim(Instant before, long total) {
        rows.createQuery("delete from StateRow s where s.madeAt < ?1")
                .setParameter(1, before)
                .executeUpdate();
        long room = total;
        List<StateRow> tooMuch = new ArrayList<>();
        for (StateRow row :
                rows.createQuery("select s from StateRow s order by s.usedAt desc", StateRow.class)
                        .getResultList()) {
            room -= row.bytes;
            if (room < 0) {
                tooMuch.add(row);
            }
        }
        tooMuch.forEach(rows::remove);
    }

    List<String> keys() {
        return rows.createQuery("select s.key from StateRow s", String.class).getResultList();
    }

    /** How many there were. */
    int forget(UUID environment, UUID owner) {
        return rows.createQuery(
                        "delete from StateRow s where s.environmentId = ?1 and s.ownerId = ?2")
                .setParameter(1, environment)
                .setParameter(2, owner)
                .executeUpdate();
    }

    void forget(String key) {
        rows.createQuery("delete from StateRow s where s.key = ?1")
                .setParameter(1, key)
                .executeUpdate();
    }
}
