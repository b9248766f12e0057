package dev.ratoon.controlplane.database;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives each start of Quarkus in a test a fresh, empty database. Which server it is on is chosen
 * with {@code -Dratoon.test.database=embedded|debian|docker}.
 */
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {
    private @Nullable TestServer server;

    @Override
    public Map<String, String> start() {
        server = TestServer.start(System.getProperty("ratoon.test.database", "embedded"));
        Database database = server.freshDatabase();
        return Map.of(
                "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                "quarkus.datasource.username", database.username(),
                "quarkus.datasource.password", database.password());
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
