package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.database.TestDatabase;
import dev.ratoon.controlplane.life.Choice;
import dev.ratoon.controlplane.life.Command;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.BlobStore;
import dev.ratoon.controlplane.log.Deciding;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.login.Api;
import dev.ratoon.controlplane.login.TestPeople;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class DecisionIT {
    @Inject TestPeople people;
    @Inject LogStore log;
    @TempDir Path directory;
    private Fleet fleet;
    private String agent;
    private JsonNode decision;

    @BeforeEach
    void anAgentThatAsks() throws Exception {
        fleet = new Fleet(people.owner(), GitRepository.in(directory));
        agent = fleet.start("normal", "touch asked");
        decision = fleet.awaitDecision(agent);
    }

    @AfterEach
    void end() {
        fleet.api().delete("/api/agents/" + agent);
    }

    @Test
    void what_is_shown_is_what_the_digest_is_of() {
        byte[] shown = decision.path("request").asText().getBytes(StandardCharsets.UTF_8);
        assertEquals(
                decision.path("digest").asText(),
                HexFormat.of().formatHex(BlobStore.sha256(shown)));
        assertTrue(decision.path("request").asText().contains("touch asked"));
    }

    /** All of them see it open, for nothing is written while they come. */
    @Test
    void an_answer_is_taken_once_however_many_come_at_once() throws Exception {
        int taken = 0;
        int late = 0;
        try (var threads = Executors.newFixedThreadPool(17)) {
            var isHeld = new CountDownLatch(1);
            Future<?> held =
                    threads.submit(() -> log.append(UUID.fromString(agent), holding(isHeld)));
            isHeld.await();
            List<Future<Api.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String outcome = i % 2 == 0 ? "allow" : "deny";
                answers.add(
                        threads.submit(
                                () -> fleet.answer(agent, decision, Map.of("outcome", outcome))));
            }
            for (Future<Api.Answer> answer : answers) {
                taken += answer.get().status() == 200 ? 1 : 0;
                late += answer.get().status() == 409 ? 1 : 0;
            }
            held.get();
        }
        assertEquals(1, taken);
        assertEquals(15, late);
        assertEquals(1, fleet.events(agent, "decision.answered").size());
    }

    private static Deciding holding(CountDownLatch isHeld) {
        return _ -> {
            isHeld.countDown();
            try {
                boolean _ = new CountDownLatch(1).await(2, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        };
    }

    @Test
    void an_answer_to_other_bytes_than_were_asked_is_refused() {
        Map<String, Object> other = Map.of("outcome", "allow", "digest", "0".repeat(64));
        assertEquals(409, fleet.answer(agent, decision, other).status());
        assertEquals(0, fleet.events(agent, "decision.answered").size());
    }

    @Test
    void an_option_that_was_not_offered_is_refused() {
        assertEquals(422, fleet.answer(agent, decision, Map.of("option", "sudo")).status());
        assertEquals(422, fleet.answer(agent, decision, Map.of("outcome", "maybe")).status());
    }

    @Test
    void a_rule_goes_with_a_yes_only() {
        Map<String, Object> never = Map.of("outcome", "deny", "always", Map.of("days", 1));
        assertEquals(422, fleet.answer(agent, decision, never).status());
        Map<String, Object> endless = Map.of("outcome", "allow", "always", Map.of("days", 4000));
        assertEquals(422, fleet.answer(agent, decision, endless).status());
    }

    /** As of a harness that names a command and no directory. */
    @Test
    void no_rule_is_made_of_what_does_not_say_where_it_would_run() {
        JsonNode opened = fleet.events(agent, "decision.opened").getFirst().path("payload");
        UUID second = UUID.randomUUID();
        log.append(
                UUID.fromString(agent),
                _ ->
                        List.of(
                                NewEvent.of(
                                        new ObservedEvent.DecisionOpened(
                                                second,
                                                "another",
                                                1,
                                                opened.path("digest").asText(),
                                                opened.path("requestSeq").asLong(),
                                                List.of(new Choice("o", "o", "allow_once")),
                                                new Command(List.of("make"), ""),
                                                Instant.now().plus(Duration.ofDays(1)),
                                                null))));
        JsonNode open =
                StreamSupport.stream(
                                fleet.api()
                                        .get("/api/agents/" + agent + "/decisions")
                                        .body()
                                        .path("decisions")
                                        .spliterator(),
                                false)
                        .filter(each -> each.path("id").asText().equals(second.toString()))
                        .findFirst()
                        .orElseThrow();
        Map<String, Object> always = Map.of("outcome", "allow", "always", Map.of("days", 1));
        Api.Answer refused = fleet.answer(agent, open, always);
        assertEquals(422, refused.status());
        assertTrue(refused.text("detail").contains("in which directory"), refused::toString);
        assertEquals(200, fleet.answer(agent, open, Map.of("outcome", "allow")).status());
    }

    @Test
    void two_hundred_rules_are_the_most_and_one_that_goes_makes_room() {
        Command command = new Command(List.of("true"), "/");
        Instant until = Instant.now().plus(Duration.ofDays(1));
        log.append(
                UUID.fromString(agent),
                _ ->
                        LongStream.rangeClosed(1, 200)
                                .mapToObj(i -> new UUID(0, i))
                                .map(id -> new ObservedEvent.RuleAdded(id, command, until, "ada"))
                                .map(NewEvent::of)
                                .toList());
        Map<String, Object> always = Map.of("outcome", "allow", "always", Map.of("days", 1));
        Api.Answer refused = fleet.answer(agent, decision, always);
        assertEquals(409, refused.status());
        assertTrue(refused.text("detail").contains("200 standing rules"), refused::toString);
        fleet.api().delete("/api/agents/" + agent + "/rules/" + new UUID(0, 7));
        assertEquals(200, fleet.answer(agent, decision, always).status());
    }

    @Test
    void it_is_closed_when_the_turn_is_stopped() throws Exception {
        fleet.api().post("/api/agents/" + agent + "/stop", null);
        fleet.awaitTurn(agent, 1);
        assertEquals(409, fleet.answer(agent, decision, Map.of("outcome", "allow")).status());
    }
}
