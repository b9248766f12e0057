package dev.ratoon.controlplane.feeds;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Agents that are paused from their first moment on: they have logs, and no sandbox. */
@Singleton
class GivenAgents {
    private final LogStore log;
    private final Ids ids;
    private final Clock clock;
    private final DataSource database;

    GivenAgents(LogStore log, Ids ids, Clock clock, DataSource database) {
        this.log = log;
        this.ids = ids;
        this.clock = clock;
        this.database = database;
    }

    UUID of(TestPeople.Person owner, String title) {
        return of(user(owner), null, title);
    }

    UUID of(UUID owner, @Nullable UUID team, String title) {
        UUID id = ids.next();
        var first =
                List.<ObservedEvent>of(
                        new ObservedEvent.Created(
                                "agent-" + id,
                                owner,
                                team,
                                title,
                                "https://example.invalid/a/b",
                                null,
                                "ratoon/x",
                                false,
                                "default",
                                "shell",
                                null,
                                "auto",
                                false,
                                new Limits(1, 1)),
                        new ObservedEvent.PauseAsked("ada", "It is a test."));
        assertTrue(
                log.create(id, new LogStore.Asked(owner, null, null), first, clock.instant())
                        .isPresent());
        return id;
    }

    void rename(UUID agent, String title) {
        log.append(agent, _ -> List.of(NewEvent.of(new ObservedEvent.Renamed(title, "ada"))));
    }

    UUID user(TestPeople.Person person) {
        return uuid("select id from users where name = ?", person.name());
    }

    /** With that person as a member. */
    UUID team(Api owner, String name, TestPeople.Person member) {
        owner.post("/api/teams", Map.of("name", name));
        owner.put("/api/teams/" + name + "/members/" + member.name(), Map.of("role", "member"));
        return uuid("select id from teams where name = ?", name);
    }

    void sql(String statement) {
        try (var connection = database.getConnection();
                var any = connection.createStatement()) {
            any.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private UUID uuid(String sql, String name) {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setString(1, name);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getObject(1, UUID.class);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
