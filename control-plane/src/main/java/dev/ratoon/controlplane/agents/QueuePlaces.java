package dev.ratoon.controlplane.agents;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Which places agents have in the queue; it is counted once for all that are asked about. */
final class QueuePlaces {
    private static final String COUNTED =
            """
            select id, place from (select id, row_number() over (order by state_since, id) as place
                from agents where state = 'queued') queue where id = any(?)
            """;

    private QueuePlaces() {}

    static Map<UUID, Integer> of(Connection connection, Collection<UUID> agents)
            throws SQLException {
        Map<UUID, Integer> places = new HashMap<>();
        if (agents.isEmpty()) {
            return places;
        }
        try (PreparedStatement select = connection.prepareStatement(COUNTED)) {
            select.setArray(1, connection.createArrayOf("uuid", agents.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    places.put(rows.getObject(1, UUID.class), rows.getInt(2));
                }
            }
        }
        return places;
    }
}
