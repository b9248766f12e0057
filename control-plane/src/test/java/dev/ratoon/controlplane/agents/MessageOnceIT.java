package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent again because its answer was lost is one message. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class MessageOnceIT {
    private static final Map<String, String> GO = Map.of("text", "go on");

    @Inject TestPeople people;
    private Api api;
    private String at;

    @BeforeEach
    void oneThatIsPaused() {
        api = people.invited("member").api();
        Map<String, String> asked =
                Map.of("repository", "https://example.invalid/a/b", "title", "once");
        at = "/api/agents/" + api.post("/api/agents", asked).text("id");
        // What it is told pauses it no more: but it has no sandbox, so that all of it waits.
        api.post(at + "/pause", null);
    }

    @AfterEach
    void end() {
        api.delete(at);
    }

    @Test
    void one_key_is_one_message_however_often_it_is_sent_at_once() throws Exception {
        Api keyed = api.with("Idempotency-Key", UUID.randomUUID().toString());
        Set<String> ids = new HashSet<>();
        List<Future<Api.Answer>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                answers.add(threads.submit(() -> keyed.post(at + "/messages", GO)));
            }
        }
        for (Future<Api.Answer> each : answers) {
            assertEquals(200, each.get().status(), each.get()::toString);
            ids.add(each.get().text("id"));
        }
        assertEquals(1, ids.size());
        assertEquals(ids, sent());
        assertEquals(ids.iterator().next(), keyed.post(at + "/messages", GO).text("id"));
        assertEquals(1, sent().size());
    }

    @Test
    void another_key_or_none_is_another_message() {
        Api keyed = api.with("Idempotency-Key", "one");
        String first = keyed.post(at + "/messages", GO).text("id");
        assertNotEquals(
                first, api.with("Idempotency-Key", "two").post(at + "/messages", GO).text("id"));
        assertNotEquals(first, api.post(at + "/messages", GO).text("id"));
        assertEquals(3, sent().size());
    }

    @Test
    void a_key_of_another_message_is_refused() {
        Api keyed = api.with("Idempotency-Key", "one");
        assertEquals(200, keyed.post(at + "/messages", GO).status());
        assertEquals(409, keyed.post(at + "/messages", Map.of("text", "stop")).status());
        assertEquals(
                422,
                api.with("Idempotency-Key", "k".repeat(201)).post(at + "/messages", GO).status());
        assertEquals(1, sent().size());
    }

    /** One that was refused is sent under its key when it may be. */
    @Test
    void a_key_whose_message_was_refused_stands_for_it_still() {
        Api keyed = api.with("Idempotency-Key", "one");
        api.delete(at);
        assertEquals(409, keyed.post(at + "/messages", GO).status());
        api.post(at + "/restore", null);
        assertEquals(200, keyed.post(at + "/messages", GO).status());
        assertEquals(1, sent().size());
    }

    private Set<String> sent() {
        List<String> ids = new ArrayList<>();
        api.get(at + "/events?limit=1000")
                .body()
                .path("events")
                .forEach(
                        event -> {
                            if (Fleet.is(event, "message.sent")) {
                                ids.add(event.path("payload").path("message").asText());
                            }
                        });
        assertEquals(ids.size(), new HashSet<>(ids).size(), "no message is there twice");
        return new HashSet<>(ids);
    }
}
