package dev.ratoon.controlplane.agents;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** Waits until nobody of the service looks at an agent: what is done to it then stays alone. */
@Singleton
public class AtRest {
    private static final String BUSY =
            "select count(*) from agents where id = ? and (holds_sandbox or due_at <= now() or"
                    + " leased_until is not null)";
    private final DataSource database;

    AtRest(DataSource database) {
        this.database = database;
    }

    public void await(UUID agent) throws Exception {
        Eventually.get("the rest of " + agent, () -> busy(agent), busy -> !busy);
    }

    private boolean busy(UUID agent) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(BUSY)) {
            select.setObject(1, agent);
            try (var row = select.executeQuery()) {
                return row.next() && row.getInt(1) > 0;
            }
        }
    }
}
