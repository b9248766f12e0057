package dev.ratoon.controlplane.sshhosts;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.secrets.Place;
import dev.ratoon.controlplane.secrets.SealedRows;
import dev.ratoon.controlplane.secrets.Vault;
import dev.ratoon.git.Login;
import dev.ratoon.git.SshKeyPair;
import dev.ratoon.git.SshPublicKey;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Knows the table of users' keys. What leaves it are facts, or a login to be shown. */
@Singleton
@Transactional
class SshKeyStore implements SealedRows {
    private final EntityManager rows;
    private final Provider<Vault> vault;
    private final SecureRandom random;
    private final Clock clock;
    private final Ids ids;

    /** The vault comes later: it is made of a key that asks this store what is sealed. */
    SshKeyStore(
            EntityManager rows, Provider<Vault> vault, SecureRandom random, Clock clock, Ids ids) {
        this.rows = rows;
        this.vault = vault;
        this.random = random;
        this.clock = clock;
        this.ids = ids;
    }

    /** Empty where the user has none. */
    Optional<SshKey> of(UUID user) {
        return query(user).getResultStream().findFirst().map(this::facts);
    }

    /** The user's key, made if there is none. Of several that are made at once one is kept. */
    SshKey made(UUID user) {
        if (query(user).getResultList().isEmpty()) {
            SshKeyPair pair = SshKeyPair.make(random);
            var row = new SshKeyRow();
            row.id = ids.next();
            row.userId = user;
            row.publicKey = pair.publicKey().line();
            row.sealed = vault.get().seal(place(row), pair.privateKey());
            row.createdAt = clock.instant();
            insert(row);
        }
        return of(user).orElseThrow(SshKeyStore::none);
    }

    private void insert(SshKeyRow row) {
        rows.createNativeQuery(
                        "insert into ssh_keys (id, user_id, public_key, sealed, created_at)"
                                + " values (?1, ?2, ?3, ?4, ?5) on conflict (user_id) do nothing")
                .setParameter(1, row.id)
                .setParameter(2, row.userId)
                .setParameter(3, row.publicKey)
                .setParameter(4, row.sealed)
                .setParameter(5, row.createdAt)
                .executeUpdate();
    }

    boolean remove(UUID user) {
        return rows.createQuery("delete from SshKeyRow k where k.userId = ?1")
                        .setParameter(1, user)
                        .executeUpdate()
                > 0;
    }

    /** What the user shows to hosts with these keys, and to no other. */
    Optional<Login.SshKey> login(UUID user, Collection<SshPublicKey> hosts) {
        return query(user)
                .getResultStream()
                .findFirst()
                .map(row -> new Login.SshKey(row.id.toString(), open(row), Set.copyOf(hosts)));
    }

    /** Until the transaction ends nobody else is where this is asked for the same user. */
    void mustBeThere(UUID user) {
        SshKeyRow _ =
                query(user)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultStream()
                        .findFirst()
                        .orElseThrow(SshKeyStore::none);
    }

    static Failure none() {
        return new Failure(
                ProblemType.CONFLICT,
                "You have no ssh key yet, and hosts are tried with it. Make it first, and add it"
                        + " to your account there: ratoon git-host key");
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<byte[]> oneOfEachKey() {
        return rows.createNativeQuery(
                        "select distinct on (substring(sealed from 2 for 4)) sealed from ssh_keys",
                        byte[].class)
                .getResultList();
    }

    private TypedQuery<SshKeyRow> query(UUID user) {
        return rows.createQuery("select k from SshKeyRow k where k.userId = ?1", SshKeyRow.class)
                .setParameter(1, user);
    }

    /**
     * Opened before it is told: whoever writes to the database would have a user admit another key.
     */
    private SshKey facts(SshKeyRow row) {
        String _ = open(row);
        return new SshKey(SshPublicKey.parse(row.publicKey), row.createdAt);
    }

    private String open(SshKeyRow row) {
        try {
            return vault.get().open(place(row), row.sealed);
        } catch (Failure closed) {
            throw new Failure(
                    closed.type(),
                    "Your ssh key cannot be used any more: it does not open. Make another one:"
                            + " ratoon git-host key --renew",
                    closed.forTheLog(),
                    null,
                    closed);
        }
    }

    private static Place place(SshKeyRow row) {
        return new Place("ssh_keys", row.id, "sealed for " + row.userId + " " + row.publicKey);
    }
}
