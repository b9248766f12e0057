package dev.ratoon.controlplane.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = CuttableDatabase.class, restrictToAnnotatedClass = true)
class HealthIT {
    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TestHTTPResource("/")
    URI base;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    Consumer<String> wire;

    @AfterEach
    void mend() throws Exception {
        wire.accept("whole");
        assertTrue(becomes(200), "not ready again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"health", "health/live", "health/ready"})
    void with_its_database_all_is_well(String path) throws Exception {
        assertEquals(200, get(path).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "silent"})
    void without_its_database_it_is_not_ready_within_two_seconds(String state) throws Exception {
        assertEquals(200, get("health/ready").statusCode());
        Instant begin = Instant.now();
        wire.accept(state);
        assertTrue(becomes(503));
        assertTrue(Duration.between(begin, Instant.now()).compareTo(BOUND) < 0);
    }

    @Test
    void without_its_database_it_is_still_alive() throws Exception {
        wire.accept("cut");
        assertTrue(becomes(503));
        assertEquals(200, get("health/live").statusCode());
    }

    @Test
    void the_answer_says_what_is_wrong_and_no_secret() throws Exception {
        wire.accept("cut");
        assertTrue(becomes(503));
        String body = get("health/ready").body();
        assertTrue(body.contains("The database cannot be reached"), body);
        assertFalse(body.contains(password) || body.contains("jdbc:"), body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "silent"})
    void it_is_ready_again_by_itself(String state) throws Exception {
        wire.accept(state);
        assertTrue(becomes(503));
        wire.accept("whole");
        assertTrue(becomes(200));
    }

    @Test
    void a_crowd_is_answered_in_the_time_of_one() throws Exception {
        wire.accept("silent");
        assertTrue(becomes(503));
        Instant begin = Instant.now();
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<HttpResponse<String>>>();
            for (int i = 0; i < 40; i++) {
                answers.add(crowd.submit(() -> get("health/ready")));
            }
            for (var answer : answers) {
                assertEquals(503, answer.get().statusCode());
            }
        }
        assertTrue(Duration.between(begin, Instant.now()).compareTo(BOUND.multipliedBy(2)) < 0);
    }

    private boolean becomes(int status) throws Exception {
        Instant end = Instant.now().plusSeconds(10);
        while (Instant.now().isBefore(end)) {
            if (get("health/ready").statusCode() == status) {
                return true;
            }
        }
        return false;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(base.resolve("/" + path)).build(), BodyHandlers.ofString());
    }
}
