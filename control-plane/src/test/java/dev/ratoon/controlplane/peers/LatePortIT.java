package dev.ratoon.controlplane.peers;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.home.StartFailure;
import dev.ratoon.controlplane.log.LogHub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The port for other control planes cannot be opened for a while. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(LatePortIT.Late.class)
class LatePortIT {
    public static class Late implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Refused.class);
        }
    }

    /** The port, on a machine that has none left until the test says so. */
    @Alternative
    @Singleton
    static class Refused extends PeerListener {
        private final AtomicInteger refused = new AtomicInteger();
        private volatile boolean free;

        Refused(Vertx vertx, PeersConfig config, Link link, Instance<PeerDoor> doors, LogHub hub) {
            super(vertx, config, link, doors, hub);
        }

        @Override
        String listen() {
            if (free) {
                return super.listen();
            }
            refused.incrementAndGet();
            throw new StartFailure("No port is free.", "Wait");
        }
    }

    @Inject Refused port;
    @Inject ProcessStore processes;
    @Inject LogHub hub;
    @Inject DataSource database;

    @Test
    void the_process_lives_meanwhile_and_is_reached_as_soon_as_it_listens() throws Exception {
        Instant before = aliveUntil();
        Eventually.get("another try", port.refused::get, times -> times > 1);
        Eventually.get("a renewed lease", this::aliveUntil, now -> now.isAfter(before));
        ProcessStore.Known known = known();
        assertTrue(known.lives());
        assertNull(known.address());
        port.free = true;
        Eventually.get("its address", () -> known().address() != null, there -> there);
    }

    private ProcessStore.Known known() throws SQLException {
        return processes.find(hub.process()).orElseThrow();
    }

    private Instant aliveUntil() throws SQLException {
        try (var connection = database.getConnection();
                var select =
                        connection.prepareStatement(
                                "select alive_until from processes where id = ?")) {
            select.setString(1, hub.process());
            try (var row = select.executeQuery()) {
                row.next();
                return row.getTimestamp(1).toInstant();
            }
        }
    }
}
