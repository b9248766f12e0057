package dev.ratoon.controlplane.sshhosts;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.SshPublicKey;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Knows the table of hosts that users trust. */
@Singleton
@Transactional
class SshHostStore {
    static final int MOST = 50;

    private final EntityManager rows;
    private final SshKeyStore keys;
    private final Clock clock;
    private final Ids ids;

    SshHostStore(EntityManager rows, SshKeyStore keys, Clock clock, Ids ids) {
        this.rows = rows;
        this.keys = keys;
        this.clock = clock;
        this.ids = ids;
    }

    List<TrustedHost> of(UUID user) {
        return rows.createQuery(
                        "select h from SshHostRow h where h.userId = ?1 order by h.host",
                        SshHostRow.class)
                .setParameter(1, user)
                .getResultStream()
                .map(SshHostStore::facts)
                .toList();
    }

    /** Empty where the user does not trust it. */
    Optional<TrustedHost> of(UUID user, SshPlace place) {
        return row(user, place).map(SshHostStore::facts);
    }

    /** In place of what was trusted of that host, however many come at once. */
    TrustedHost put(UUID user, SshPlace place, List<SshPublicKey> trusted) {
        keys.mustBeThere(user);
        row(user, place).ifPresent(rows::remove);
        rows.flush();
        if (count(user) >= MOST) {
            throw new Failure(
                    ProblemType.CONFLICT,
                    "You trust "
                            + MOST
                            + " hosts already. Remove one first: ratoon git-host remove ssh://HOST");
        }
        var row = new SshHostRow();
        row.id = ids.next();
        row.userId = user;
        row.host = place.name();
        row.keys = trusted.stream().map(SshPublicKey::line).collect(Collectors.joining("\n"));
        row.createdAt = clock.instant();
        rows.persist(row);
        return facts(row);
    }

    boolean remove(UUID user, SshPlace place) {
        return rows.createQuery("delete from SshHostRow h where h.userId = ?1 and h.host = ?2")
                        .setParameter(1, user)
                        .setParameter(2, place.name())
                        .executeUpdate()
                > 0;
    }

    private long count(UUID user) {
        return rows.createQuery("select count(h) from SshHostRow h where h.userId = ?1", Long.class)
                .setParameter(1, user)
                .getSingleResult();
    }

    private Optional<SshHostRow> row(UUID user, SshPlace place) {
        return rows.createQuery(
                        "select h from SshHostRow h where h.userId = ?1 and h.host = ?2",
                        SshHostRow.class)
                .setParameter(1, user)
                .setParameter(2, place.name())
                .getResultStream()
                .findFirst();
    }

    private static TrustedHost facts(SshHostRow row) {
        return new TrustedHost(
                row.host, row.keys.lines().map(SshPublicKey::parse).toList(), row.createdAt);
    }
}
