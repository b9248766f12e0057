package dev.ratoon.controlplane.access;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Knows the table of users. */
@Singleton
@Transactional
public class UserStore {
    private final EntityManager rows;
    private final Clock clock;
    private final Ids ids;
    private final Event<UserDisabled> disabled;

    UserStore(EntityManager rows, Clock clock, Ids ids, Event<UserDisabled> disabled) {
        this.rows = rows;
        this.clock = clock;
        this.ids = ids;
        this.disabled = disabled;
    }

    public List<User> all() {
        return rows.createQuery("select u from UserRow u order by u.name", UserRow.class)
                .getResultStream()
                .map(UserRow::user)
                .toList();
    }

    public Optional<User> withId(UUID id) {
        return Optional.ofNullable(rows.find(UserRow.class, id)).map(UserRow::user);
    }

    public Optional<User> named(String name) {
        return one("select u from UserRow u where u.name = ?1", name);
    }

    /** The user of this name, or the answer that there is none. */
    public User mustBeNamed(String name) {
        return named(name)
                .orElseThrow(
                        () ->
                                new Failure(
                                        ProblemType.NOT_FOUND,
                                        "There is no user '%s' here. See: ratoon user list"
                                                .formatted(name)));
    }

    public User owner() {
        return one("select u from UserRow u where u.role = ?1", Role.OWNER)
                .orElseThrow(() -> new IllegalStateException("the first start makes the owner"));
    }

    public Optional<User> of(String issuer, String subject) {
        return one(
                "select u from UserRow u where u.issuer = ?1 and u.subject = ?2", issuer, subject);
    }

    /** Who was invited under this address and has not signed in with any provider so far. */
    public Optional<User> invitedAs(String email) {
        return one("select u from UserRow u where u.email = lower(?1) and u.issuer is null", email);
    }

    public User add(String name, @Nullable String displayName, Role role, @Nullable String email) {
        UserRow row = new UserRow();
        row.id = ids.next();
        row.name = UserName.checked(name);
        row.displayName = displayName == null || displayName.isBlank() ? name : displayName.strip();
        row.role = role;
        row.email = email == null ? null : email.strip().toLowerCase(java.util.Locale.ROOT);
        row.createdAt = clock.instant();
        try {
            rows.persist(row);
            rows.flush();
        } catch (ConstraintViolationException e) {
            throw new Failure(
                    ProblemType.CONFLICT,
                    "There is already a user of this name or address. Choose another.",
                    e);
        }
        return row.user();
    }

    /** From now on the provider's word signs this user in. */
    public void link(UUID user, String issuer, String subject) {
        UserRow row = rows.find(UserRow.class, user);
        row.issuer = issuer;
        row.subject = subject;
    }

    public void disable(UUID user) {
        UserRow row = rows.find(UserRow.class, user);
        if (row.disabledAt == null) {
            row.disabledAt = clock.instant();
        }
        disabled.fire(new UserDisabled(user));
    }

    /** Lets the user in again; of one that is let in already nothing changes. */
    public User enable(UUID user) {
        UserRow row = rows.find(UserRow.class, user);
        row.disabledAt = null;
        return row.user();
    }

    /** Makes the owner unless there is one; of two processes that try at once, one does. */
    void makeOwner(String name) {
        rows.createNativeQuery(
                        "insert into users (id, name, display_name, role, created_at)"
                                + " values (?1, ?2, ?2, 'owner', ?3) on conflict do nothing")
                .setParameter(1, ids.next())
                .setParameter(2, name)
                .setParameter(3, clock.instant())
                .executeUpdate();
    }

    private Optional<User> one(String query, Object... parameters) {
        var selection = rows.createQuery(query, UserRow.class);
        for (int i = 0; i < parameters.length; i++) {
            selection.setParameter(i + 1, parameters[i]);
        }
        return selection.getResultStream().findFirst().map(UserRow::user);
    }
}
