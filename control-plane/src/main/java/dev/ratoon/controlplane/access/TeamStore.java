package dev.ratoon.controlplane.access;

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

/** Knows the tables of teams and their members. */
@Singleton
@Transactional
public class TeamStore {
    private final EntityManager rows;
    private final Clock clock;
    private final Ids ids;

    TeamStore(EntityManager rows, Clock clock, Ids ids) {
        this.rows = rows;
        this.clock = clock;
        this.ids = ids;
    }

    public List<Team> all() {
        return rows.createQuery("select t from TeamRow t order by t.name", TeamRow.class)
                .getResultStream()
                .map(this::team)
                .toList();
    }

    public Team mustBeNamed(String name) {
        return rows.createQuery("select t from TeamRow t where t.name = ?1", TeamRow.class)
                .setParameter(1, name)
                .getResultStream()
                .findFirst()
                .map(this::team)
                .orElseThrow(
                        () ->
                                new Failure(
                                        ProblemType.NOT_FOUND,
                                        "There is no team '%s' here. See: ratoon team list"
                                                .formatted(name)));
    }

    Team add(String name, UUID owner) {
        TeamRow row = new TeamRow();
        row.id = ids.next();
        row.name = UserName.checked(name);
        row.createdAt = clock.instant();
        try {
            rows.persist(row);
            rows.flush();
        } catch (ConstraintViolationException e) {
            throw new Failure(
                    ProblemType.CONFLICT,
                    "There is already a team of this name. Choose another.",
                    e);
        }
        setMember(row.id, owner, Role.OWNER);
        return team(row);
    }

    void delete(UUID team) {
        rows.createQuery("delete from TeamRow t where t.id = ?1")
                .setParameter(1, team)
                .executeUpdate();
    }

    void setMember(UUID team, UUID user, Role role) {
        MemberRow row =
                Optional.ofNullable(rows.find(MemberRow.class, new MemberRow.Key(team, user)))
                        .orElseGet(MemberRow::new);
        row.role = role;
        if (!rows.contains(row)) {
            row.teamId = team;
            row.userId = user;
            row.createdAt = clock.instant();
            rows.persist(row);
        }
        rows.flush();
    }

    void removeMember(UUID team, UUID user) {
        rows.createQuery("delete from MemberRow m where m.teamId = ?1 and m.userId = ?2")
                .setParameter(1, team)
                .setParameter(2, user)
                .executeUpdate();
    }

    private Team team(TeamRow row) {
        var members =
                rows.createQuery(
                                "select new dev.ratoon.controlplane.access.Team$Member("
                                        + "u.id, u.name, m.role) from MemberRow m"
                                        + " join UserRow u on u.id = m.userId"
                                        + " where m.teamId = ?1 order by u.name",
                                Team.Member.class)
                        .setParameter(1, row.id)
                        .getResultList();
        return new Team(row.id, row.name, row.createdAt, List.copyOf(members));
    }
}
