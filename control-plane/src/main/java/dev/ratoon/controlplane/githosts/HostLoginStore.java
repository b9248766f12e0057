package dev.ratoon.controlplane.githosts;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.secrets.GivenSecret;
import dev.ratoon.controlplane.secrets.Place;
import dev.ratoon.controlplane.secrets.SealedRows;
import dev.ratoon.controlplane.secrets.Vault;
import dev.ratoon.git.Login;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Knows the table of logins for git hosts. What leaves it are facts, or a login to be shown. */
@Singleton
@Transactional
class HostLoginStore implements SealedRows {
    static final int MOST = 50;

    private final EntityManager rows;
    private final Provider<Vault> vault;
    private final Clock clock;
    private final Ids ids;

    /** The vault comes later: it is made of a key that asks this store what is sealed. */
    HostLoginStore(EntityManager rows, Provider<Vault> vault, Clock clock, Ids ids) {
        this.rows = rows;
        this.vault = vault;
        this.clock = clock;
        this.ids = ids;
    }

    List<HostLogin> of(UUID user) {
        return rows.createQuery(
                        "select l from HostLoginRow l where l.userId = ?1 order by l.host",
                        HostLoginRow.class)
                .setParameter(1, user)
                .getResultStream()
                .map(HostLoginStore::facts)
                .toList();
    }

    /** Empty where the user has given none. */
    Optional<Login> login(UUID user, GitHost host) {
        return row(user, host)
                .map(
                        row ->
                                new Login.Password(
                                        row.id.toString(),
                                        row.login,
                                        vault.get().open(place(row), row.sealed)));
    }

    /** In place of the one that was there, however many come at once. */
    HostLogin put(UUID user, GitHost host, String name, GivenSecret secret) {
        oneAtATime(user);
        row(user, host).ifPresent(rows::remove);
        rows.flush();
        if (count(user) >= MOST) {
            throw new Failure(
                    ProblemType.CONFLICT,
                    "You have logins for "
                            + MOST
                            + " hosts already. Remove one first: ratoon git-host remove HOST");
        }
        HostLoginRow row = new HostLoginRow();
        row.id = ids.next();
        row.userId = user;
        row.host = host.name();
        row.login = name;
        row.sealed = vault.get().seal(place(row), secret.value());
        row.createdAt = clock.instant();
        rows.persist(row);
        return facts(row);
    }

    boolean remove(UUID user, GitHost host) {
        return rows.createQuery("delete from HostLoginRow l where l.userId = ?1 and l.host = ?2")
                        .setParameter(1, user)
                        .setParameter(2, host.name())
                        .executeUpdate()
                > 0;
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<byte[]> oneOfEachKey() {
        return rows.createNativeQuery(
                        "select distinct on (substring(sealed from 2 for 4)) sealed"
                                + " from git_logins",
                        byte[].class)
                .getResultList();
    }

    /** Until the transaction ends: so that what is counted stays. */
    private void oneAtATime(UUID user) {
        rows.createNativeQuery(
                        "select pg_advisory_xact_lock(hashtextextended(?1, 0)) is null",
                        Boolean.class)
                .setParameter(1, "git_logins of " + user)
                .getSingleResult();
    }

    private long count(UUID user) {
        return rows.createQuery(
                        "select count(l) from HostLoginRow l where l.userId = ?1", Long.class)
                .setParameter(1, user)
                .getSingleResult();
    }

    private Optional<HostLoginRow> row(UUID user, GitHost host) {
        return rows.createQuery(
                        "select l from HostLoginRow l where l.userId = ?1 and l.host = ?2",
                        HostLoginRow.class)
                .setParameter(1, user)
                .setParameter(2, host.name())
                .getResultStream()
                .findFirst();
    }

    /** The host is part of it: whoever writes another one into the row opens nothing there. */
    private static Place place(HostLoginRow row) {
        return new Place("git_logins", row.id, "sealed for " + row.host);
    }

    private static HostLogin facts(HostLoginRow row) {
        return new HostLogin(row.host, row.login, row.createdAt);
    }
}
