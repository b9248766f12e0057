package dev.ratoon.controlplane.github;

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
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Knows the table of connected accounts. What leaves it are facts, or on request the token. */
@Singleton
@Transactional
class ConnectionStore implements SealedRows {
    private final EntityManager rows;
    private final Provider<Vault> vault;
    private final Clock clock;
    private final Ids ids;

    /** The vault comes later: it is made of a key that asks this store what is sealed. */
    ConnectionStore(EntityManager rows, Provider<Vault> vault, Clock clock, Ids ids) {
        this.rows = rows;
        this.vault = vault;
        this.clock = clock;
        this.ids = ids;
    }

    Optional<Connection> of(UUID user) {
        return row(user).map(ConnectionStore::connection);
    }

    /** In place of the one that was there, however many come at once. */
    Connection put(UUID user, String api, String login, GivenSecret token) {
        UUID id = ids.next();
        Connection connection = new Connection(id, user, api, login, token.hint(), clock.instant());
        rows.createNativeQuery(
                        "insert into github_connections"
                                + " (id, user_id, api, login, sealed, hint, connected_at)"
                                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                                + " on conflict (user_id) do update set id = excluded.id,"
                                + " api = excluded.api, login = excluded.login,"
                                + " sealed = excluded.sealed, hint = excluded.hint,"
                                + " connected_at = excluded.connected_at")
                .setParameter(1, id)
                .setParameter(2, user)
                .setParameter(3, api)
                .setParameter(4, login)
                .setParameter(5, vault.get().seal(place(id), token.value()))
                .setParameter(6, connection.hint())
                .setParameter(7, connection.connectedAt())
                .executeUpdate();
        return connection;
    }

    /** Empty where it was removed or replaced meanwhile. */
    Optional<GivenSecret> open(Connection connection) {
        return Optional.ofNullable(rows.find(ConnectionRow.class, connection.id()))
                .map(row -> new GivenSecret(vault.get().open(place(row.id), row.sealed)));
    }

    boolean remove(UUID user) {
        return rows.createQuery("delete from ConnectionRow c where c.userId = ?1")
                        .setParameter(1, user)
                        .executeUpdate()
                > 0;
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<byte[]> oneOfEachKey() {
        return rows.createNativeQuery(
                        "select distinct on (substring(sealed from 2 for 4)) sealed"
                                + " from github_connections",
                        byte[].class)
                .getResultList();
    }

    private Optional<ConnectionRow> row(UUID user) {
        return rows.createQuery(
                        "select c from ConnectionRow c where c.userId = ?1", ConnectionRow.class)
                .setParameter(1, user)
                .getResultStream()
                .findFirst();
    }

    private static Place place(UUID id) {
        return new Place("github_connections", id, "sealed");
    }

    private static Connection connection(ConnectionRow row) {
        return new Connection(row.id, row.userId, row.api, row.login, row.hint, row.connectedAt);
    }
}
