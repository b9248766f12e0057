package dev.ratoon.controlplane.providers;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.secrets.GivenSecret;
import dev.ratoon.controlplane.secrets.Place;
import dev.ratoon.controlplane.secrets.SealedRows;
import dev.ratoon.controlplane.secrets.Vault;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Knows the table of provider keys. What leaves it is a key's facts, or on request the key. */
@Singleton
@Transactional
class KeyStore implements SealedRows {
    private final EntityManager rows;
    private final Provider<Vault> vault;
    private final Clock clock;
    private final Ids ids;

    /** The vault comes later: it is made of a key that asks this store what is sealed. */
    KeyStore(EntityManager rows, Provider<Vault> vault, Clock clock, Ids ids) {
        this.rows = rows;
        this.vault = vault;
        this.clock = clock;
        this.ids = ids;
    }

    /** The owner's personal keys and those of the teams. */
    List<ProviderKey> visible(UUID owner, Collection<UUID> teams) {
        return rows.createQuery(
                        "select k from KeyRow k where (k.teamId is null and k.ownerId = ?1)"
                                + " or k.teamId in ?2 order by k.provider, k.createdAt",
                        KeyRow.class)
                .setParameter(1, owner)
                .setParameter(2, teams)
                .getResultStream()
                .map(KeyStore::key)
                .toList();
    }

    Optional<ProviderKey> find(String provider, UUID owner, @Nullable UUID team) {
        return row(provider, owner, team).map(KeyStore::key);
    }

    /** In place of the one that was there. */
    ProviderKey put(String provider, UUID owner, @Nullable UUID team, GivenSecret text) {
        row(provider, owner, team).ifPresent(rows::remove);
        rows.flush();
        KeyRow row = new KeyRow();
        row.id = ids.next();
        row.ownerId = owner;
        row.teamId = team;
        row.provider = provider;
        row.sealed = vault.get().seal(place(row.id), text.value());
        row.hint = text.hint();
        row.createdAt = clock.instant();
        rows.persist(row);
        return key(row);
    }

    GivenSecret open(UUID id) {
        KeyRow row = rows.find(KeyRow.class, id);
        return new GivenSecret(vault.get().open(place(id), row.sealed));
    }

    void remove(UUID id) {
        rows.createQuery("delete from KeyRow k where k.id = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<byte[]> oneOfEachKey() {
        return rows.createNativeQuery(
                        "select distinct on (substring(sealed from 2 for 4)) sealed"
                                + " from provider_keys",
                        byte[].class)
                .getResultList();
    }

    private Optional<KeyRow> row(String provider, UUID owner, @Nullable UUID team) {
        String scope = team == null ? "k.teamId is null and k.ownerId = ?2" : "k.teamId = ?2";
        return rows.createQuery(
                        "select k from KeyRow k where k.provider = ?1 and " + scope, KeyRow.class)
                .setParameter(1, provider)
                .setParameter(2, team == null ? owner : team)
                .getResultStream()
                .findFirst();
    }

    private static Place place(UUID id) {
        return new Place("provider_keys", id, "sealed");
    }

    private static ProviderKey key(KeyRow row) {
        return new ProviderKey(
                row.id, row.ownerId, row.teamId, row.provider, row.hint, row.createdAt);
    }
}
