package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.StoredLog;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.protocol.Reported;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One turn of about four seconds in which somebody is killed. */
final class KilledTurn {
    private static final int LINES = 80;
    private static final int LATEST = 2_700;

    private final Product product;
    private final String agent;
    private final Victim victim;
    private final long seed;
    private final Duration after;
    private final Incarnation sandbox;
    private long before;
    private Counting work;
    private @Nullable Instant killedAt;

    KilledTurn(Product product, String agent, Victim victim, long seed) {
        this.product = product;
        this.agent = agent;
        this.victim = victim;
        this.seed = seed;
        this.after =
                Duration.ofMillis(
                        new SplittableRandom(seed + victim.name().hashCode()).nextInt(LATEST));
        this.sandbox = new Incarnation(product.home(), agent);
    }

    @Override
    public String toString() {
        return "kill of %s, %d ms into the turn (-Dratoon.seed=%d)"
                .formatted(victim, after.toMillis(), seed);
    }

    void run() throws Exception {
        awaitRest();
        before = agent().path("lastSeq").asLong();
        work = new Counting(victim + "-" + before, 1, LINES, sandbox);
        product.api().post("/api/agents/" + agent + "/messages", Map.of("text", work.prompt()));
        Eventually.get("the turn", () -> types(), types -> types.contains("turn.given"));
        Seeds.pass(after);
        assertFalse(work.isOver(), "the kill missed the turn: " + this);
        killedAt = Instant.now();
        victim.kill(product, sandbox);
        Eventually.get("the turn's end", () -> types(), types -> types.contains("turn.ended"));
        awaitRest();
    }

    /** Without its sandbox it is paused: it had nothing else to do. */
    private void awaitRest() throws Exception {
        Eventually.get(
                "an agent at rest",
                () -> agent().path("state").asText(),
                state -> state.equals("idle") || state.equals("paused"));
    }

    private JsonNode agent() throws IOException {
        return product.api().get("/api/agents/" + agent).body();
    }

    private List<String> types() throws IOException {
        String path = "/api/agents/" + agent + "/events?limit=1000&after=" + before;
        return product.api().get(path).body().path("events").findValuesAsText("type");
    }

    void check(StoredLog log) throws Exception {
        List<LogEvent> events = log.after(before);
        List<Reported.TurnEnded> ends =
                events.stream()
                        .map(LogEvent::reported)
                        .filter(Reported.TurnEnded.class::isInstance)
                        .map(Reported.TurnEnded.class::cast)
                        .toList();
        assertEquals(1, ends.size(), "a turn ends once: " + this);
        assertTrue(
                at(events, "turn.given").isBefore(killedAt)
                        && at(events, "turn.ended").isAfter(killedAt),
                "the kill missed the turn: " + this);
        Reported.TurnEnded end = ends.getFirst();
        assertTrue(victim.allows(end.outcome()), end + " after the " + this);
        if (end.outcome().equals("finished")) {
            work.ranOnce(events, toString());
        } else {
            assertTrue(work.begun() <= 1, "the prompt reached the harness twice: " + this);
            assertNotNull(end.words(), "it ends in words: " + this);
        }
        work.leftNothing();
    }

    /** The user can read what happened to what. */
    boolean isTold(StoredLog log) {
        return log.events().stream()
                .filter(event -> event.at().isAfter(killedAt))
                .anyMatch(event -> tells(event.observed(), event.reported()));
    }

    private boolean tells(@Nullable ObservedEvent observed, @Nullable Reported reported) {
        return switch (victim) {
            case CONTROL_PLANE, DATABASE -> observed instanceof ObservedEvent.RunnerConnected;
            case RUNNER, HANDS ->
                    observed instanceof ObservedEvent.SandboxEnded ended
                            && !ended.reason().isBlank();
            case HARNESS ->
                    reported instanceof Reported.HarnessEnded ended && !ended.words().isBlank();
        };
    }

    private static Instant at(List<LogEvent> events, String type) {
        return events.stream()
                .filter(event -> event.type().equals(type))
                .findFirst()
                .orElseThrow()
                .at();
    }
}
