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

/** Knows the table of browser sessions, and how they age. */
@Singleton
@Transactional
class SessionStore {
    private static final Duration NOTICED_EVERY = Duration.ofMinutes(1);

    private final EntityManager rows;
    private final LoginConfig config;

    SessionStore(EntityManager rows, LoginConfig config) {
        this.rows = rows;
        this.config = config;
    }

    Session add(
            UUID id,
            Known known,
            SecretText cookie,
            SecretText proof,
            String userAgent,
            Instant now) {
        SessionRow row = new SessionRow();
        row.id = id;
        row.userId = known.user();
        row.role = known.ceiling();
        row.cookieHash = cookie.hash();
        row.proofHash = proof.hash();
        row.userAgent = userAgent;
        row.createdAt = now;
        seen(row, now);
        rows.persist(row);
        return session(row);
    }

    /** Only the two together are a session. */
    Optional<Known> find(SecretText cookie, SecretText proof, Instant now) {
        Optional<SessionRow> found =
                rows.createQuery(
                                "select s from SessionRow s where s.cookieHash = ?1 and s.revokedAt"
                                        + " is null and s.expiresAt > ?2",
                                SessionRow.class)
                        .setParameter(1, cookie.hash())
                        .setParameter(2, now)
                        .getResultStream()
                        .findFirst()
                        .filter(row -> proof.hashesTo(row.proofHash));
        found.filter(row -> isNews(row, now)).ifPresent(row -> notice(row, now));
        return found.map(SessionStore::known);
    }

    /** Also when the clock went back: the session must not last for as much longer. */
    private static boolean isNews(SessionRow row, Instant now) {
        return row.lastSeenAt.plus(NOTICED_EVERY).isBefore(now)
                || row.lastSeenAt.isAfter(Known.latest(now));
    }

    /** Of many requests at once one notes it, and none waits for that. */
    private void notice(SessionRow row, Instant now) {
        rows.detach(row);
        seen(row, now);
        rows.createNativeQuery(
                        "update sessions set created_at = ?2, last_seen_at = ?3, expires_at = ?4"
                                + " where id = (select id from sessions where id = ?1"
                                + " for no key update skip locked)")
                .setParameter(1, row.id)
                .setParameter(2, row.createdAt)
                .setParameter(3, row.lastSeenAt)
                .setParameter(4, row.expiresAt)
                .executeUpdate();
    }

    private void seen(SessionRow row, Instant now) {
        Instant idleUntil = now.plus(config.sessionIdle());
        row.createdAt = row.createdAt.isBefore(now) ? row.createdAt : now;
        Instant end = row.createdAt.plus(config.sessionMaximum());
        row.lastSeenAt = now;
        row.expiresAt = idleUntil.isBefore(end) ? idleUntil : end;
    }

    /** Those of these that still sign somebody in. */
    List<Known> standing(Set<UUID> ids, Instant now) {
        return rows.createQuery(
                        "select s from SessionRow s where s.id in ?1 and s.revokedAt is null"
                                + " and s.expiresAt > ?2",
                        SessionRow.class)
                .setParameter(1, ids)
                .setParameter(2, now)
                .getResultStream()
                .map(SessionStore::known)
                .toList();
    }

    private static Known known(SessionRow row) {
        return new Known(row.userId, row.role, Via.SESSION, row.id, row.expiresAt);
    }

    List<Session> of(UUID user, Instant now) {
        return rows.createQuery(
                        "select s from SessionRow s where s.userId = ?1 and s.revokedAt is null"
                                + " and s.expiresAt > ?2 order by s.createdAt",
                        SessionRow.class)
                .setParameter(1, user)
                .setParameter(2, now)
                .getResultStream()
                .map(SessionStore::session)
                .toList();
    }

    Optional<Session> withId(UUID id) {
        return Optional.ofNullable(rows.find(SessionRow.class, id)).map(SessionStore::session);
    }

    void revoke(UUID id, Instant now) {
        rows.createQuery(
                        "update SessionRow s set s.revokedAt = ?2 where s.id = ?1"
                                + " and s.revokedAt is null")
                .setParameter(1, id)
                .setParameter(2, now)
                .executeUpdate();
    }

    void revokeAllOf(UUID user, Instant now) {
        rows.createQuery(
                        "update SessionRow s set s.revokedAt = ?2 where s.userId = ?1"
                                + " and s.revokedAt is null")
                .setParameter(1, user)
                .setParameter(2, now)
                .executeUpdate();
    }

    int sweep(Instant before) {
        return rows.createQuery(
                        "delete from SessionRow s where s.expiresAt < ?1 or s.revokedAt < ?1")
                .setParameter(1, before)
                .executeUpdate();
    }

    private static Session session(SessionRow row) {
        return new Session(
                row.id, row.userId, row.userAgent, row.createdAt, row.lastSeenAt, row.expiresAt);
    }
}
