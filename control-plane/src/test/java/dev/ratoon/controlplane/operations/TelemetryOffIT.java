package dev.ratoon.controlplane.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class TelemetryOffIT {
    @Inject TestPeople people;

    @Inject SpansSeen spans;

    @Test
    void nothing_is_recorded_until_an_endpoint_is_configured() {
        assertEquals(200, people.owner().get("/api/session").status());
        assertEquals(0, spans.begun.get());
    }
}
