package dev.ratoon.controlplane.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads agents for people: one, or a page of those that somebody may see. */
@Singleton
class AgentList {
    private static final String COLUMNS =
            """
            select a.facts, u.name, a.last_active_at, a.reap_at, a.last_seq,
                case when a.state = 'queued' then (select count(*) + 1 from agents b
                    where b.state = 'queued' and (b.state_since, b.id) < (a.state_since, a.id)) end
            from agents a join users u on u.id = a.owner_id
            """;
    private static final String MINE =
            " ((? and a.team_id is not null) or a.owner_id = ? or a.team_id = any(?))";

    private final DataSource database;

    AgentList(DataSource database) {
        this.database = database;
    }

    /**
     * What is asked for.
     *
     * @param state only this one; none means all but the deleted
     * @param words each must stand in the title, the name or the repository
     */
    record Query(
            @Nullable String state,
            List<String> words,
            @Nullable String owner,
            @Nullable String cursor,
            int limit) {}

    /** A page; what comes after it is asked for with {@code next}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<AgentView> agents, @Nullable String next) {}

    Page page(Actor actor, Query query) {
        StringBuilder sql = new StringBuilder(COLUMNS).append(" where").append(MINE);
        List<Object> values = new ArrayList<>();
        if (query.state() == null) {
            sql.append(" and a.state <> 'deleted'");
        } else {
            sql.append(" and a.state = ?");
            values.add(query.state());
        }
        for (String word : query.words()) {
            sql.append(
                    " and strpos(lower(a.title || ' ' || a.name || ' ' || a.repository), ?) > 0");
            values.add(word.toLowerCase(java.util.Locale.ROOT));
        }
        if (query.owner() != null) {
            sql.append(" and u.name = ?");
            values.add(query.owner());
        }
        if (query.cursor() != null) {
            Cursor cursor = Cursor.read(query.cursor());
            sql.append(" and (a.created_at, a.id) < (?, ?)");
            values.add(Timestamp.from(cursor.at()));
            values.add(cursor.id());
        }
        sql.append(" order by a.created_at desc, a.id desc limit ?");
        values.add(query.limit() + 1);
        List<AgentView> agents = read(actor, sql.toString(), values);
        if (agents.size() <= query.limit()) {
            return new Page(agents, null);
        }
        List<AgentView> page = List.copyOf(agents.subList(0, query.limit()));
        AgentView last = page.getLast();
        return new Page(page, new Cursor(last.createdAt(), last.id()).written());
    }

    /** One that the actor may see, by its id or its name. */
    Optional<AgentView> find(Actor actor, UUID id) {
        return read(actor, COLUMNS + " where" + MINE + " and a.id = ?", List.of(id)).stream()
                .findFirst();
    }

    /** The agents that wait for a human, oldest first. */
    List<Facts> waiting(Actor actor) {
        List<Facts> waiting = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select a.facts from agents a where"
                                        + MINE
                                        + " and a.state = 'waiting' order by a.state_since"
                                        + " limit 1000")) {
            select.setBoolean(1, false);
            select.setObject(2, actor.userId());
            select.setArray(3, connection.createArrayOf("uuid", actor.teams().keySet().toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    waiting.add(Facts.of(rows.getBytes(1)));
                }
            }
            return waiting;
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    private static Failure unanswered(SQLException e) {
        return new Failure(
                ProblemType.BUSY, "The database does not answer right now. Try again.", e);
    }

    private List<AgentView> read(Actor actor, String sql, List<Object> values) {
        List<AgentView> agents = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setBoolean(1, actor.role().compareTo(Role.ADMIN) <= 0);
            select.setObject(2, actor.userId());
            select.setArray(3, connection.createArrayOf("uuid", actor.teams().keySet().toArray()));
            for (int i = 0; i < values.size(); i++) {
                select.setObject(4 + i, values.get(i));
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    long position = rows.getLong(6);
                    agents.add(
                            AgentView.of(
                                    Facts.of(rows.getBytes(1)),
                                    new AgentView.Beside(
                                            rows.getString(2),
                                            rows.getTimestamp(3).toInstant(),
                                            rows.getTimestamp(4).toInstant(),
                                            rows.getLong(5),
                                            position == 0 ? null : (int) position)));
                }
            }
            return agents;
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    /** Where a page ended. */
    private record Cursor(Instant at, UUID id) {
        String written() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((at + " " + id).getBytes(StandardCharsets.US_ASCII));
        }

        static Cursor read(String written) {
            try {
                String text =
                        new String(
                                Base64.getUrlDecoder().decode(written), StandardCharsets.US_ASCII);
                int space = text.indexOf(' ');
                return new Cursor(
                        Instant.parse(text.substring(0, space)),
                        UUID.fromString(text.substring(space + 1)));
            } catch (IllegalArgumentException
                    | DateTimeException
                    | StringIndexOutOfBoundsException e) {
                throw new Failure(
                        ProblemType.INVALID,
                        "This cursor is none of ours: begin again without one.");
            }
        }
    }
}
