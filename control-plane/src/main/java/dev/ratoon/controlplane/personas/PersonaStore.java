package dev.ratoon.controlplane.personas;

import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Knows the table of personas. */
@Singleton
@Transactional
class PersonaStore {
    private static final int MOST = 200;
    private static final String WITHOUT_INSTRUCTIONS =
            "select new dev.ratoon.controlplane.personas.Persona(e.id, e.name, e.ownerId,"
                    + " u.name, e.teamId, t.name, e.description, e.tools, e.harness, e.model,"
                    + " e.mode, e.version, e.createdAt, e.changedAt, e.changedBy) from PersonaRow e"
                    + " join UserRow u on u.id = e.ownerId left join TeamRow t on t.id = e.teamId";

    private final EntityManager rows;
    private final Clock clock;
    private final Ids ids;

    PersonaStore(EntityManager rows, Clock clock, Ids ids) {
        this.rows = rows;
        this.clock = clock;
        this.ids = ids;
    }

    /** The actor's personal ones, those of its teams, and with {@code all} those of every team. */
    List<Persona> of(Actor actor, boolean all) {
        return rows.createQuery(
                        WITHOUT_INSTRUCTIONS
                                + " where (e.teamId is null and e.ownerId = ?1) or e.teamId in ?2"
                                + " or (?3 = true and e.teamId is not null)"
                                + " order by e.name, t.name nulls first",
                        Persona.class)
                .setParameter(1, actor.userId())
                .setParameter(2, actor.teams().keySet())
                .setParameter(3, all)
                .getResultList();
    }

    Optional<Persona.Whole> whole(UUID id) {
        return rows.createQuery(WITHOUT_INSTRUCTIONS + " where e.id = ?1", Persona.class)
                .setParameter(1, id)
                .getResultStream()
                .findFirst()
                .map(e -> new Persona.Whole(e, rows.find(PersonaRow.class, id).instructions));
    }

    UUID add(Actor actor, @Nullable UUID team, AskedPersona asked) {
        PersonaRow row = new PersonaRow();
        row.id = ids.next();
        row.name = asked.newName();
        row.ownerId = actor.userId();
        row.teamId = team;
        row.version = 1;
        row.createdAt = clock.instant();
        write(row, asked, actor);
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
                    "There is already a persona '"
                            + row.name
                            + "'. Choose another name, or: ratoon persona change "
                            + row.name,
                    e);
        }
        return row.id;
    }

    /** False when it is not that version any more, or gone. */
    boolean change(UUID id, Actor actor, AskedPersona asked) {
        PersonaRow row = new PersonaRow();
        write(row, asked, actor);
        return rows.createQuery(
                                "update PersonaRow e set e.description = ?3, e.instructions = ?4,"
                                        + " e.tools = ?5, e.harness = ?6, e.model = ?7, e.mode = ?8,"
                                        + " e.changedAt = ?9, e.changedBy = ?10,"
                                        + " e.version = e.version + 1"
                                        + " where e.id = ?1 and e.version = ?2")
                        .setParameter(1, id)
                        .setParameter(2, asked.readVersion())
                        .setParameter(3, row.description)
                        .setParameter(4, row.instructions)
                        .setParameter(5, row.tools)
                        .setParameter(6, row.harness)
                        .setParameter(7, row.model)
                        .setParameter(8, row.mode)
                        .setParameter(9, row.changedAt)
                        .setParameter(10, row.changedBy)
                        .executeUpdate()
                == 1;
    }

    void remove(UUID id) {
        rows.createQuery("delete from PersonaRow e where e.id = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    private void write(PersonaRow row, AskedPersona asked, Actor actor) {
        Wishes wishes = asked.wishes();
        row.description = wishes.description();
        row.instructions = PlainText.instructions(asked.instructions());
        row.tools = String.join(" ", wishes.tools());
        row.harness = Objects.requireNonNullElse(wishes.harness(), "");
        row.model = Objects.requireNonNullElse(wishes.model(), "");
        row.mode = Objects.requireNonNullElse(wishes.mode(), "");
        row.changedAt = clock.instant();
        row.changedBy = actor.name();
    }

    private long count(PersonaRow like) {
        String whose =
                like.teamId == null ? "e.teamId is null and e.ownerId = ?1" : "e.teamId = ?1";
        return rows.createQuery("select count(e) from PersonaRow e where " + whose, Long.class)
                .setParameter(1, like.teamId == null ? like.ownerId : like.teamId)
                .getSingleResult();
    }
}
