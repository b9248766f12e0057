package dev.ratoon.controlplane.egress;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.controlplane.roles.Sweep;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Knows the table of hosts that people have allowed. */
@Singleton
@Transactional
class EgressStore implements Sweep {
    private static final int MOST = 200;

    /** What lasts longer lasts as long as its agent. */
    private static final Duration A_YEAR = Duration.ofDays(365);

    private static final String KEPT =
            "select new dev.ratoon.controlplane.egress.KeptRule(r.id, r.ownerId, r.teamId, t.name,"
                    + " r.host, r.createdAt, r.createdBy) from EgressRow r"
                    + " left join TeamRow t on t.id = r.teamId where r.agentId is null";

    private final EntityManager rows;
    private final Clock clock;
    private final Ids ids;

    EgressStore(EntityManager rows, Clock clock, Ids ids) {
        this.rows = rows;
        this.clock = clock;
        this.ids = ids;
    }

    /** What this agent may reach now: its own, and its team's, or without a team its owner's. */
    List<String> hosts(Facts agent) {
        return rows.createQuery(
                        "select r.host from EgressRow r where (r.agentId = :agent and r.expiresAt > :now)"
                                + " or (r.agentId is null and "
                                + whose(agent.origin().team())
                                + ")",
                        String.class)
                .setParameter("agent", agent.id())
                .setParameter("now", clock.instant())
                .setParameter("whose", like(agent.origin().owner(), agent.origin().team()))
                .getResultList();
    }

    /**
     * For this agent alone; said again, it lasts anew, and never shorter than was said before.
     *
     * @return until when it lasts
     */
    Instant allow(Facts agent, String host, Instant until, String by) {
        int extended =
                rows.createQuery(
                                "update EgressRow r set r.expiresAt = ?3, r.createdBy = ?4 where"
                                        + " r.agentId = ?1 and r.host = ?2 and r.expiresAt < ?3")
                        .setParameter(1, agent.id())
                        .setParameter(2, host)
                        .setParameter(3, until)
                        .setParameter(4, by)
                        .executeUpdate();
        if (extended > 0) {
            return until;
        }
        Optional<Instant> longer = lasting(agent, host);
        if (longer.isEmpty()) {
            add(agent, agent.id(), host, until, by);
        }
        return longer.orElse(until);
    }

    private Optional<Instant> lasting(Facts agent, String host) {
        return rows.createQuery(
                        "select r.expiresAt from EgressRow r where r.agentId = ?1 and r.host = ?2",
                        Instant.class)
                .setParameter(1, agent.id())
                .setParameter(2, host)
                .getResultStream()
                .findFirst();
    }

    /** What this agent alone may reach now. */
    List<AllowedHost> ofAlone(UUID agent) {
        Instant now = clock.instant();
        return rows.createQuery(
                        "select r from EgressRow r where r.agentId = ?1 and r.expiresAt > ?2"
                                + " order by r.host",
                        EgressRow.class)
                .setParameter(1, agent)
                .setParameter(2, now)
                .getResultStream()
                .map(row -> new AllowedHost(row.host, shown(row, now), row.createdBy))
                .toList();
    }

    private static @Nullable Instant shown(EgressRow row, Instant now) {
        Instant until = row.expiresAt;
        return until == null || until.isAfter(now.plus(A_YEAR)) ? null : until;
    }

    /** False when there is no such rule. */
    boolean takeBack(UUID agent, String host) {
        return rows.createQuery("delete from EgressRow r where r.agentId = ?1 and r.host = ?2")
                        .setParameter(1, agent)
                        .setParameter(2, host)
                        .executeUpdate()
                > 0;
    }

    /** For all agents of its team, or without one of its owner. */
    void keep(Facts agent, String host, String by) {
        long there =
                rows.createQuery(
                                "select count(r) from EgressRow r where r.agentId is null and"
                                        + " r.host = :host and "
                                        + whose(agent.origin().team()),
                                Long.class)
                        .setParameter("host", host)
                        .setParameter("whose", like(agent.origin().owner(), agent.origin().team()))
                        .getSingleResult();
        if (there == 0) {
            add(agent, null, host, null, by);
        }
    }

    private void add(
            Facts agent, @Nullable UUID only, String host, @Nullable Instant until, String by) {
        EgressRow row = new EgressRow();
        row.id = ids.next();
        row.agentId = only;
        row.ownerId = agent.origin().owner();
        row.teamId = agent.origin().team();
        row.host = host;
        row.expiresAt = until;
        row.createdAt = clock.instant();
        row.createdBy = by;
        mustHaveRoom(row);
        try {
            rows.persist(row);
            rows.flush();
        } catch (ConstraintViolationException e) {
            throw new Failure(
                    ProblemType.CONFLICT, "Somebody has just allowed " + host + " too.", e);
        }
    }

    /** Fails where {@link #allow} would, for an agent that has too many rules of its own. */
    void mustHaveRoom(Facts agent, String host) {
        if (lasting(agent, host).isEmpty()) {
            EgressRow row = new EgressRow();
            row.agentId = agent.id();
            mustHaveRoom(row);
        }
    }

    private void mustHaveRoom(EgressRow row) {
        if (count(row) >= MOST) {
            throw new Failure(
                    ProblemType.CONFLICT,
                    "There are "
                            + MOST
                            + " allowed hosts already. Remove some: ratoon egress list");
        }
    }

    private long count(EgressRow row) {
        String like =
                row.agentId != null
                        ? "r.agentId = :whose"
                        : "r.agentId is null and " + whose(row.teamId);
        return rows.createQuery("select count(r) from EgressRow r where " + like, Long.class)
                .setParameter(
                        "whose", row.agentId != null ? row.agentId : like(row.ownerId, row.teamId))
                .getSingleResult();
    }

    private static String whose(@Nullable UUID team) {
        return team == null ? "r.teamId is null and r.ownerId = :whose" : "r.teamId = :whose";
    }

    private static UUID like(UUID owner, @Nullable UUID team) {
        return team == null ? owner : team;
    }

    /** The actor's own, those of its teams, and with {@code all} those of every team. */
    List<KeptRule> kept(Actor actor, boolean all) {
        return rows.createQuery(
                        KEPT
                                + " and ((r.teamId is null and r.ownerId = ?1) or r.teamId in ?2"
                                + " or (?3 = true and r.teamId is not null))"
                                + " order by t.name nulls first, r.host",
                        KeptRule.class)
                .setParameter(1, actor.userId())
                .setParameter(2, actor.teams().keySet())
                .setParameter(3, all)
                .getResultList();
    }

    Optional<KeptRule> kept(UUID id) {
        return rows.createQuery(KEPT + " and r.id = ?1", KeptRule.class)
                .setParameter(1, id)
                .getResultStream()
                .findFirst();
    }

    void remove(UUID id) {
        rows.createQuery("delete from EgressRow r where r.id = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    @Override
    public void sweep(Instant now) {
        rows.createQuery("delete from EgressRow r where r.expiresAt < ?1")
                .setParameter(1, now)
                .executeUpdate();
    }
}
