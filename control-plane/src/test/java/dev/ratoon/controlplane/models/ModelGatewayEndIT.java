package dev.ratoon.controlplane.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of the gateway amid calls. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = FakeProvider.class, restrictToAnnotatedClass = true)
@TestProfile(ModelGatewayEndIT.Metered.class)
@SuppressWarnings("NullAway.Init")
class ModelGatewayEndIT {
    public static class Metered implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ratoon.roles", "api,git,model");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(NotingMeter.class);
        }
    }

    @Inject ModelDesk desk;
    @Inject ModelGateway gateway;
    @Inject NotingMeter meter;
    @TempDir Path directory;

    @Test
    void a_call_under_way_may_end_and_then_is_ended_in_words_and_settled() throws Exception {
        FakeProvider.forget();
        ModelDesk.Caller caller = desk.agent(directory);
        String piece = "data: {\"a\":1}\n\n";
        FakeProvider.PIECES.add(piece);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                InputStream in = caller.stream("says").body()) {
            in.readNBytes(piece.length());
            var end = threads.submit(() -> gateway.close(Duration.ofSeconds(2)));
            FakeProvider.PIECES.add(piece);
            assertEquals(piece, new String(in.readNBytes(piece.length()), StandardCharsets.UTF_8));
            String rest = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(rest.contains("Ratoon is being stopped"), rest);
            end.get();
        }
        assertEquals(1, meter.outcomes.size());
        assertTrue(meter.outcomes.remove().cut());
    }
}
