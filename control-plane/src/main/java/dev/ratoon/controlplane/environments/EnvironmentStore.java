package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Knows the table of environments. */
@Singleton
@Transactional
class EnvironmentStore {
    private static final int MOST = 200;
    private static final String WITHOUT_SCRIPT =
            "select new dev.ratoon.controlplane.environments.Environment(e.id, e.name, e.ownerId,"
                    + " u.name, e.teamId, t.name, e.description, e.version, e.setupMinutes,"
                    + " e.createdAt, e.changedAt, e.changedBy) from EnvironmentRow e"
                    + " join UserRow u on u.id = e.ownerId left join TeamRow t on t.id = e.teamId";

    private final EntityManager rows;
    private final Clock clock;
    private final Ids ids;

    EnvironmentStore(EntityManager rows, Clock clock, Ids ids) {
        this.rows = rows;
        this.clock = clock;
        this.ids = ids;
    }

    /** The actor's personal ones, those of its teams, and with {@code all} those of every team. */
    List<Environment> of(Actor actor, boolean all) {
        return rows.createQuery(
                        WITHOUT_SCRIPT
                                + " where (e.teamId is null and e.ownerId = ?1) or e.teamId in ?2"
                                + " or (?3 = true and e.teamId is not null)"
                                + " order by e.name, t.name nulls first",
                        Environment.class)
                .setParameter(1, actor.userId())
                .setParameter(2, actor.teams().keySet())
                .setParameter(3, all)
                .getResultList();
    }

    Optional<Environment.Whole> whole(UUID id) {
        return rows.createQuery(WITHOUT_SCRIPT + " where e.id = ?1", Environment.class)
                .setParameter(1, id)
                .getResultStream()
                .findFirst()
                .map(e -> new Environment.Whole(e, rows.find(EnvironmentRow.class, id).contents()));
    }

    UUID add(Actor actor, @Nullable UUID team, AskedEnvironment asked, Granted granted) {
        EnvironmentRow row = new EnvironmentRow();
        row.id = ids.next();
        row.name = asked.newName();
        row.ownerId = actor.userId();
        row.teamId = team;
        row.version = 1;
        row.createdAt = clock.instant();
        write(row, asked, granted, actor);
        if (count(row) >= MOST) {
            throw new Failure(
                    ProblemType.CONFLICT, "There are " + MOST + " already. Remove some first.");
        }
        try {
            rows.persist(row);
            rows.flush();
        } catch (ConstraintViolationException e) {
            throw new Failure(
                    ProblemType.CONFLICT,
                    "There is already an environment '"
                            + row.name
                            + "'. Choose another name, or: ratoon environment edit "
                            + row.name,
                    e);
        }
        return row.id;
    }

    /** False when it is not that version any more, or gone. */
    boolean change(UUID id, Actor actor, AskedEnvironment asked, Granted granted) {
        EnvironmentRow row = new EnvironmentRow();
        write(row, asked, granted, actor);
        return rows.createQuery(
                                "update EnvironmentRow e set e.description = ?3, e.setup = ?4,"
                                        + " e.setupMinutes = ?5, e.changedAt = ?6,"
                                        + " e.changedBy = ?7, e.variables = ?8, e.allow = ?9,"
                                        + " e.memory = ?10, e.processor = ?11, e.processes = ?12,"
                                        + " e.harness = ?13, e.model = ?14, e.mode = ?15,"
                                        + " e.refusedPaths = ?16, e.refuseSecrets = ?17,"
                                        + " e.save = ?18, e.allowModels = ?19,"
                                        + " e.image = ?20,"
                                        + " e.version = e.version + 1"
                                        + " where e.id = ?1 and e.version = ?2")
                        .setParameter(1, id)
                        .setParameter(2, asked.readVersion())
                        .setParameter(3, row.description)
                        .setParameter(4, row.setup)
                        .setParameter(5, row.setupMinutes)
                        .setParameter(6, row.changedAt)
                        .setParameter(7, row.changedBy)
                        .setParameter(8, row.variables)
                        .setParameter(9, row.allow)
                        .setParameter(10, row.memory)
                        .setParameter(11, row.processor)
                        .setParameter(12, row.processes)
                        .setParameter(13, row.harness)
                        .setParameter(14, row.model)
                        .setParameter(15, row.mode)
                        .setParameter(16, row.refusedPaths)
                        .setParameter(17, row.refuseSecrets)
                        .setParameter(18, row.save)
                        .setParameter(19, row.allowModels)
                        .setParameter(20, row.image)
                        .executeUpdate()
                == 1;
    }

    void remove(UUID id) {
        rows.createQuery("delete from EnvironmentRow e where e.id = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    private void write(EnvironmentRow row, AskedEnvironment asked, Granted granted, Actor actor) {
        row.description = asked.checkedDescription();
        row.write(asked.contents(granted));
        row.changedAt = clock.instant();
        row.changedBy = actor.name();
    }

    private long count(EnvironmentRow like) {
        String whose =
                like.teamId == null ? "e.teamId is null and e.ownerId = ?1" : "e.teamId = ?1";
        return rows.createQuery("select count(e) from EnvironmentRow e where " + whose, Long.class)
                .setParameter(1, like.teamId == null ? like.ownerId : like.teamId)
                .getSingleResult();
    }
}
