package dev.ratoon.controlplane.reconcile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.Database;
import dev.ratoon.controlplane.database.Migrated;
import dev.ratoon.controlplane.database.TestServer;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.BlobStore;
import dev.ratoon.controlplane.log.Logs;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for its turn to take a place leaves the connections to whoever has it. */
@Timeout(120)
class TakenPlacesIT {
    private static final int CONNECTIONS = 4;
    private static final int TAKERS = 3 * CONNECTIONS;

    @Test
    void more_take_a_place_at_once_than_there_are_connections(@TempDir Path folder)
            throws Exception {
        try (TestServer server =
                        TestServer.start(System.getProperty("ratoon.test.database", "embedded"));
                AgroalDataSource pool = pool(Migrated.freshOn(server).database())) {
            Logs logs = Logs.in(pool, new BlobStore(folder)).owned();
            Places places = LongQueueIT.places(pool, 200, 200);
            List<UUID> agents = new ArrayList<>();
            for (int i = 0; i < TAKERS; i++) {
                agents.add(logs.agent());
            }
            List<Future<Boolean>> taken = new ArrayList<>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (UUID agent : agents) {
                    taken.add(threads.submit(() -> takes(places, logs, agent)));
                }
            }
            for (Future<Boolean> each : taken) {
                assertTrue(each.get());
            }
        }
    }

    /** As the reconciler does: what is taken is written down while nobody else can take. */
    private static boolean takes(Places places, Logs logs, UUID agent) throws Exception {
        return places.take(
                agent,
                Logs.OWNER,
                () -> logs.see(agent, new ObservedEvent.Renamed("taken", "ratoon")));
    }

    private static AgroalDataSource pool(Database database) throws Exception {
        return AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier()
                        .connectionPoolConfiguration(
                                of ->
                                        of.maxSize(CONNECTIONS)
                                                .acquisitionTimeout(Duration.ofSeconds(5))
                                                .connectionFactoryConfiguration(
                                                        to ->
                                                                to.jdbcUrl(database.jdbcUrl())
                                                                        .principal(
                                                                                new NamePrincipal(
                                                                                        database
                                                                                                .username()))
                                                                        .credential(
                                                                                new SimplePassword(
                                                                                        database
                                                                                                .password())))));
    }
}
