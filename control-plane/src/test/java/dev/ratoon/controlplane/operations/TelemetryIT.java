package dev.ratoon.controlplane.operations;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.database.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@QuarkusTestResource(value = Collector.class, restrictToAnnotatedClass = true)
class TelemetryIT {
    @TestHTTPResource("/")
    URI base;

    @Inject DataSource database;

    BlockingQueue<String> arrived;

    @Test
    void a_request_becomes_a_span_without_its_query() throws Exception {
        var request = base.resolve("/api/traced-place?ticket=not-for-the-collector");
        HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(request).build(), BodyHandlers.discarding());
        assertFalse(spanWith("/api/traced-place").contains("not-for-the-collector"));
    }

    @Test
    void a_statement_becomes_a_span_without_its_values() throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("select 'not-for-the-collector' as traced_column");
        }
        assertFalse(spanWith("traced_column").contains("not-for-the-collector"));
    }

    private String spanWith(String text) throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            String batch = arrived.poll(10, TimeUnit.SECONDS);
            assertTrue(batch != null, "no span with " + text);
            if (batch.contains(text)) {
                return batch;
            }
        }
        throw new AssertionError("no span with " + text);
    }
}
