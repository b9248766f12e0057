package dev.ratoon.controlplane.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.access.Actor;
import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.access.Role;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.FactsRead;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.peers.PeerAway;
import dev.ratoon.controlplane.peers.Peers;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads agents for people: one, or a page of those that somebody may see. */
@Singleton
public class AgentList {
    private static final String MINE =
            " ((? and a.team_id is not null) or a.owner_id = ? or a.team_id = any(?))";

    /** Whoever began one follows it by its id. */
    private static final String OTHERS_THAN_TRIALS = " and not a.trial";

    private final DataSource database;
    private final Peers peers;

    AgentList(DataSource database, Peers peers) {
        this.database = database;
        this.peers = peers;
    }

    /** A page; what comes after it is asked for with {@code next}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<AgentView> agents, @Nullable String next) {}

    /**
     * An agent, and what authorisation asks about it.
     *
     * @param mutedBy those for whom it is muted; in the view it is so for the one alone who asked
     */
    public record Seen(AgentView view, Resource resource, Set<UUID> mutedBy) {
        public List<May> may(Actor actor) {
            return May.of(actor, resource);
        }
    }

    /**
     * The same as a page, as it is shown to all: without what one user has muted and may do, and
     * without places in the queue, which change with every other agent.
     */
    public record Found(List<Seen> agents, @Nullable String next) {}

    Page page(Actor actor, AgentQuery query, @Nullable String cursor, int limit) {
        Found found = find(actor, actor, query, cursor, limit);
        return new Page(found.agents().stream().map(Seen::view).toList(), found.next());
    }

    public Found find(Actor actor, AgentQuery query, @Nullable String cursor, int limit) {
        return find(null, actor, query, cursor, limit);
    }

    private Found find(
            @Nullable Actor reader,
            Actor actor,
            AgentQuery query,
            @Nullable String cursor,
            int limit) {
        StringBuilder sql = new StringBuilder(MINE).append(OTHERS_THAN_TRIALS);
        List<Object> values = new ArrayList<>(mine(actor));
        if (query.state() == null) {
            sql.append(" and a.state <> 'deleted'");
        } else {
            sql.append(" and a.state = ?");
            values.add(query.state());
        }
        for (String word : query.words()) {
            sql.append(
                    " and strpos(lower(a.title || ' ' || a.name || ' ' || a.repository), ?) > 0");
            values.add(word);
        }
        if (query.owner() != null) {
            sql.append(" and u.name = ?");
            values.add(query.owner());
        }
        if (cursor != null) {
            Cursor from = Cursor.read(cursor);
            sql.append(" and (a.created_at, a.id) < (?, ?)");
            values.add(Timestamp.from(from.at()));
            values.add(from.id());
        }
        sql.append(" order by a.created_at desc, a.id desc limit ?");
        values.add(limit + 1);
        List<Seen> agents = read(reader, sql.toString(), values);
        if (agents.size() <= limit) {
            return new Found(agents, null);
        }
        List<Seen> page = List.copyOf(agents.subList(0, limit));
        AgentView last = page.getLast().view();
        return new Found(page, new Cursor(last.createdAt(), last.id()).written());
    }

    /** These agents, whoever may see them: who asks must ask the authorisation function too. */
    public List<Seen> all(Collection<UUID> ids) {
        return read(
                null,
                " a.id = any(?)" + OTHERS_THAN_TRIALS,
                List.of((Object) ids.toArray(UUID[]::new)));
    }

    /** One that the actor may see. */
    Optional<AgentView> find(Actor actor, UUID id) {
        List<Object> values = new ArrayList<>(mine(actor));
        values.add(id);
        return read(actor, MINE + " and a.id = ?", values).stream().map(Seen::view).findFirst();
    }

    /** One that lives, has this branch of this repository, and may be seen by the actor. */
    Optional<AgentView> on(Actor actor, String repository, String branch) {
        List<Object> values = new ArrayList<>(mine(actor));
        values.add(repository);
        // Names of branches are written in facts as they are: those that are none are left out
        // below.
        values.add(("\"" + branch + "\"").getBytes(StandardCharsets.UTF_8));
        String where =
                MINE
                        + " and a.repository = ? and a.state <> 'deleted' and position(? in a.facts) > 0";
        return read(null, where, values).stream()
                .map(Seen::view)
                .filter(agent -> agent.branch().equals(branch))
                .findFirst();
    }

    /** The agents that wait for a human, oldest first. */
    List<Facts> waiting(Actor actor) {
        List<Facts> waiting = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(
                                "select a.facts, a.facts_version from agents a where"
                                        + MINE
                                        + " and a.state = 'waiting' order by a.state_since"
                                        + " limit 1000")) {
            select.setBoolean(1, false);
            select.setObject(2, actor.userId());
            select.setArray(3, connection.createArrayOf("uuid", actor.teams().keySet().toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    FactsRead.of(rows.getBytes(1), rows.getInt(2))
                            .ifWhole()
                            .ifPresent(waiting::add);
                }
            }
            return waiting;
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }

    private static List<Object> mine(Actor actor) {
        return List.of(
                actor.role().compareTo(Role.ADMIN) <= 0,
                actor.userId(),
                actor.teams().keySet().toArray(UUID[]::new));
    }

    /**
     * @param reader whom alone it is read for, if it is
     */
    private List<Seen> read(@Nullable Actor reader, String where, List<Object> values) {
        List<AgentRow> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(AgentRow.SELECT + where)) {
            for (int i = 0; i < values.size(); i++) {
                Object value = values.get(i);
                select.setObject(
                        1 + i,
                        value instanceof UUID[] ids
                                ? connection.createArrayOf("uuid", ids)
                                : value);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(AgentRow.of(rows));
                }
            }
            List<UUID> waiting =
                    found.stream()
                            .filter(row -> reader != null && row.waits())
                            .map(AgentRow::id)
                            .toList();
            Map<UUID, Integer> places = QueuePlaces.of(connection, waiting);
            return found.stream().map(row -> seen(row, reader, places.get(row.id()))).toList();
        } catch (SQLException e) {
            throw LogStore.unanswered(e);
        }
    }

    private Seen seen(AgentRow row, @Nullable Actor reader, @Nullable Integer place) {
        boolean muted = reader != null && row.mutedBy().contains(reader.userId());
        Resource resource = row.resource();
        List<May> may = reader == null ? null : May.of(reader, resource);
        AgentView view =
                switch (row.facts()) {
                    case FactsRead.Whole(Facts facts) ->
                            AgentView.of(facts, row.beside(place, away(facts), muted, may));
                    case FactsRead.Unreadable stored ->
                            UnreadableAgent.view(row, stored, muted, may);
                };
        return new Seen(view, resource, row.mutedBy());
    }

    /** Why nothing happens to it: null while the process that holds its runner lives. */
    private @Nullable String away(Facts facts) {
        return peers.holder(facts) instanceof Peers.Holder.Away(PeerAway why) ? why.words() : null;
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
