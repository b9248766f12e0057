package dev.ratoon.controlplane.operations;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.ratoon.controlplane.database.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The other form of OTLP, end to end. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = GrpcCollector.class, restrictToAnnotatedClass = true)
class GrpcTelemetryIT {
    @TestHTTPResource("/")
    URI base;

    BlockingQueue<String> arrived;

    @Test
    void a_request_becomes_a_span_without_its_query() throws Exception {
        var request = base.resolve("/api/traced-place?ticket=not-for-the-collector");
        HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(request).build(), BodyHandlers.discarding());
        String batch = arrived.poll(20, TimeUnit.SECONDS);
        while (batch != null && !batch.contains("/api/traced-place")) {
            batch = arrived.poll(20, TimeUnit.SECONDS);
        }
        assertNotNull(batch, "no such span");
        assertFalse(batch.contains("not-for-the-collector"));
    }
}
