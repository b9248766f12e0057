package dev.ratoon.controlplane.agents;

import dev.ratoon.controlplane.access.Resource;
import dev.ratoon.controlplane.life.AgentState;
import dev.ratoon.controlplane.life.FactsRead;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the rows say of an agent: all that a list needs, though its facts cannot be read. */
record AgentRow(
        FactsRead facts,
        UUID id,
        String name,
        Resource.Owned owned,
        String title,
        String repository,
        Instant createdAt,
        Instant since,
        String owner,
        Instant lastActiveAt,
        Instant reapAt,
        long lastSeq,
        Set<UUID> mutedBy,
        @Nullable String pullTrouble) {
    static final String SELECT =
            "select a.facts, a.facts_version, a.id, a.name, a.owner_id, a.team_id, a.title,"
                    + " a.repository, a.created_at, a.state_since, u.name, a.last_active_at,"
                    + " a.reap_at, a.last_seq,"
                    + " array(select m.user_id from mutes m where m.agent_id = a.id), a.pull_trouble"
                    + " from agents a join users u on u.id = a.owner_id where";

    static AgentRow of(ResultSet row) throws SQLException {
        return new AgentRow(
                FactsRead.of(row.getBytes(1), row.getInt(2)),
                row.getObject(3, UUID.class),
                row.getString(4),
                new Resource.Owned(row.getObject(5, UUID.class), row.getObject(6, UUID.class)),
                row.getString(7),
                row.getString(8),
                row.getTimestamp(9).toInstant(),
                row.getTimestamp(10).toInstant(),
                row.getString(11),
                row.getTimestamp(12).toInstant(),
                row.getTimestamp(13).toInstant(),
                row.getLong(14),
                Set.of((UUID[]) row.getArray(15).getArray()),
                row.getString(16));
    }

    boolean waits() {
        return facts.ifWhole().filter(it -> it.state() instanceof AgentState.Queued).isPresent();
    }

    /**
     * What is asked about whoever wants to do something with it. Of one that cannot be read nobody
     * knows whether it has a sandbox: so it counts as one without.
     */
    Resource resource() {
        return facts.ifWhole()
                .map(Reach::resource)
                .orElseGet(() -> new Resource.Unconfined(owned.owner(), owned.team()));
    }

    AgentView.Beside beside(
            @Nullable Integer place,
            @Nullable String away,
            boolean muted,
            @Nullable List<May> may) {
        return new AgentView.Beside(
                owner, lastActiveAt, reapAt, lastSeq, place, away, muted, may, pullTrouble);
    }
}
