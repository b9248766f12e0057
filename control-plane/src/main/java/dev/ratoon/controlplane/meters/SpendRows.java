package dev.ratoon.controlplane.meters;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.Usd;
import dev.ratoon.controlplane.log.Beside;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;

/** With each call that is noted: its owner's month grows, and what stood reserved for it goes. */
@Singleton
class SpendRows implements Beside {
    private static final String GROW =
            """
            insert into spending as s (owner_id, month, agent_id, agent_name, calls, input, cached, output,
                money, estimated, unpriced)
            values (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)
            on conflict (owner_id, month, agent_id) do update set calls = s.calls + 1,
                input = s.input + excluded.input, cached = s.cached + excluded.cached,
                output = s.output + excluded.output, money = s.money + excluded.money,
                estimated = s.estimated + excluded.estimated, unpriced = s.unpriced + excluded.unpriced
            """;

    @Override
    public Set<String> types() {
        return Set.of("model.called");
    }

    @Override
    public void write(Connection connection, Facts facts, LogEvent event) throws SQLException {
        if (!(event.observed() instanceof ObservedEvent.ModelCalled call)) {
            return;
        }
        Usd money = call.money() == null ? Usd.ZERO : call.money();
        try (PreparedStatement grow = connection.prepareStatement(GROW)) {
            grow.setObject(1, facts.origin().owner());
            grow.setString(2, Month.of(event.at()));
            grow.setObject(3, facts.id());
            grow.setString(4, facts.origin().name());
            grow.setLong(5, call.input());
            grow.setLong(6, call.cached());
            grow.setLong(7, call.output());
            grow.setLong(8, money.micros());
            grow.setLong(9, call.estimated() ? money.micros() : 0);
            grow.setLong(10, call.money() == null ? 1 : 0);
            grow.executeUpdate();
        }
        try (PreparedStatement free =
                connection.prepareStatement("delete from reservations where id = ?")) {
            free.setObject(1, call.call());
            free.executeUpdate();
        }
    }
}
