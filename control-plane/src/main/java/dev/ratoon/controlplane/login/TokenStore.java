package dev.ratoon.controlplane.login;

import dev.ratoon.controlplane.basis.SecretText;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Knows the table of tokens. */
@Singleton
@Transactional
class TokenStore {
    /** A token that is used all the time is not worth a write each time. */
    private static final Duration NOTICED_EVERY = Duration.ofMinutes(1);

    private final EntityManager rows;

    TokenStore(EntityManager rows) {
        this.rows = rows;
    }

    void add(Token token, SecretText text) {
        TokenRow row = new TokenRow();
        row.id = token.id();
        row.userId = token.user();
        row.name = token.name();
        row.kind = token.kind();
        row.role = token.role();
        row.tokenHash = text.hash();
        row.createdAt = token.createdAt();
        row.expiresAt = token.expiresAt();
        rows.persist(row);
    }

    Optional<Known> find(SecretText text, Instant now) {
        Optional<TokenRow> found =
                rows.createQuery(
                                "select t from TokenRow t where t.tokenHash = ?1 and t.revokedAt is"
                                        + " null and (t.expiresAt is null or t.expiresAt > ?2)",
                                TokenRow.class)
                        .setParameter(1, text.hash())
                        .setParameter(2, now)
                        .getResultStream()
                        .findFirst()
                        .filter(row -> text.hashesTo(row.tokenHash));
        found.ifPresent(row -> notice(row, now));
        return found.map(TokenStore::known);
    }

    /** Those of these that still sign somebody in. */
    List<Known> standing(Set<UUID> ids, Instant now) {
        return rows.createQuery(
                        "select t from TokenRow t where t.id in ?1 and t.revokedAt is null"
                                + " and (t.expiresAt is null or t.expiresAt > ?2)",
                        TokenRow.class)
                .setParameter(1, ids)
                .setParameter(2, now)
                .getResultStream()
                .map(TokenStore::known)
                .toList();
    }

    private static Known known(TokenRow row) {
        return new Known(row.userId, row.role, Via.TOKEN, row.id, row.expiresAt);
    }

    /** Of many requests at once one notes it, and none waits for that. */
    private void notice(TokenRow row, Instant now) {
        if (row.lastUsedAt == null || row.lastUsedAt.plus(NOTICED_EVERY).isBefore(now)) {
            rows.createNativeQuery(
                            "update tokens set last_used_at = ?2 where id = (select id from tokens"
                                    + " where id = ?1 for no key update skip locked)")
                    .setParameter(1, row.id)
                    .setParameter(2, now)
                    .executeUpdate();
        }
    }

    List<Token> of(UUID user, Instant now) {
        return rows.createQuery(
                        "select t from TokenRow t where t.userId = ?1 and t.revokedAt is null"
                                + " and (t.expiresAt is null or t.expiresAt > ?2)"
                                + " order by t.createdAt",
                        TokenRow.class)
                .setParameter(1, user)
                .setParameter(2, now)
                .getResultStream()
                .map(TokenRow::token)
                .toList();
    }

    Optional<Token> withId(UUID id) {
        return Optional.ofNullable(rows.find(TokenRow.class, id)).map(TokenRow::token);
    }

    void revoke(UUID id, Instant now) {
        revokeWhere("t.id = ?2", now, id);
    }

    void revokeAllOf(UUID user, Instant now) {
        revokeWhere("t.userId = ?2", now, user);
    }

    void revokeLocal(String name, Instant now) {
        revokeWhere("t.kind = ?2 and t.name = ?3", now, TokenKind.LOCAL, name);
    }

    void revokeLocals(Instant now) {
        revokeWhere("t.kind = ?2", now, TokenKind.LOCAL);
    }

    private void revokeWhere(String which, Instant now, Object... parameters) {
        var update =
                rows.createQuery(
                        "update TokenRow t set t.revokedAt = ?1 where t.revokedAt is null and "
                                + which);
        update.setParameter(1, now);
        for (int i = 0; i < parameters.length; i++) {
            update.setParameter(i + 2, parameters[i]);
        }
        update.executeUpdate();
    }

    int sweep(Instant before) {
        return rows.createQuery("delete from TokenRow t where t.expiresAt < ?1 or t.revokedAt < ?1")
                .setParameter(1, before)
                .executeUpdate();
    }
}
