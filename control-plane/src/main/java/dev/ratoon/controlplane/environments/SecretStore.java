package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.secrets.GivenSecret;
import dev.ratoon.controlplane.secrets.Place;
import dev.ratoon.controlplane.secrets.SealedRows;
import dev.ratoon.controlplane.secrets.Vault;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Knows the table of setup secrets. What leaves it is names; values only for a setup. */
@Singleton
@Transactional
class SecretStore implements SealedRows {
    private static final int MOST = 32;

    private final EntityManager rows;
    private final Provider<Vault> vault;
    private final Clock clock;
    private final Ids ids;

    /** The vault comes later: it is made of a key that asks this store what is sealed. */
    SecretStore(EntityManager rows, Provider<Vault> vault, Clock clock, Ids ids) {
        this.rows = rows;
        this.vault = vault;
        this.clock = clock;
        this.ids = ids;
    }

    /** What there is, without its value. */
    List<SecretView> of(UUID environment) {
        return all(environment).stream()
                .map(row -> new SecretView(row.name, row.createdAt, row.createdBy))
                .toList();
    }

    List<String> names(UUID environment) {
        return all(environment).stream().map(row -> row.name).toList();
    }

    /** A secret that is put anew has another. */
    List<UUID> ids(UUID environment) {
        return all(environment).stream().map(row -> row.id).toList();
    }

    /** In place of the one that was there. */
    void put(UUID environment, String name, GivenSecret value, Actor by) {
        List<SecretRow> all = all(environment);
        all.stream().filter(row -> row.name.equals(name)).forEach(rows::remove);
        if (all.stream().filter(row -> !row.name.equals(name)).count() >= MOST) {
            throw new Failure(
                    ProblemType.CONFLICT,
                    "An environment has at most " + MOST + " secrets. Remove some first.");
        }
        rows.flush();
        SecretRow row = new SecretRow();
        row.id = ids.next();
        row.environmentId = environment;
        row.name = name;
        row.sealed = vault.get().seal(place(row.id), value.value());
        row.createdAt = clock.instant();
        row.createdBy = by.name();
        rows.persist(row);
    }

    /** False when there is none of that name. */
    boolean remove(UUID environment, String name) {
        return rows.createQuery(
                                "delete from SecretRow s where s.environmentId = ?1 and s.name ="
                                        + " ?2")
                        .setParameter(1, environment)
                        .setParameter(2, name)
                        .executeUpdate()
                == 1;
    }

    Map<String, GivenSecret> open(UUID environment) {
        return all(environment).stream()
                .collect(
                        Collectors.toMap(
                                row -> row.name,
                                row ->
                                        new GivenSecret(
                                                vault.get().open(place(row.id), row.sealed))));
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<byte[]> oneOfEachKey() {
        return rows.createNativeQuery(
                        "select distinct on (substring(sealed from 2 for 4)) sealed"
                                + " from environment_secrets",
                        byte[].class)
                .getResultList();
    }

    private List<SecretRow> all(UUID environment) {
        return rows.createQuery(
                        "select s from SecretRow s where s.environmentId = ?1 order by s.name",
                        SecretRow.class)
                .setParameter(1, environment)
                .getResultList();
    }

    private static Place place(UUID id) {
        return new Place("environment_secrets", id, "sealed");
    }
}
