package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.protocol.Reported;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    private String mark = "";
    private long before;
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
        mark = victim + "-" + before;
        String prompt =
                "echo begun-%s >> marks\nfor i in $(seq %d); do echo $i; sleep 0.05; done; : %s\necho over-%s >> marks"
                        .formatted(mark, LINES, mark, mark);
        product.api().post("/api/agents/" + agent + "/messages", Map.of("text", prompt));
        Eventually.get("the turn", () -> types(), types -> types.contains("turn.given"));
        passes(after);
        assertFalse(marks().contains("over-" + mark), "the kill missed the turn: " + this);
        killedAt = Instant.now();
        victim.kill(product, sandbox);
        Eventually.get("the turn's end", () -> types(), types -> types.contains("turn.ended"));
        awaitRest();
    }

    /** Lets the moment come that chance has chosen; no condition is hoped for meanwhile. */
    private static void passes(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
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

    private List<String> marks() throws IOException {
        Path marks = sandbox.files().resolve("workspace/repository/marks");
        return Files.exists(marks) ? Files.readAllLines(marks) : List.of();
    }

    void check(StoredLog log) throws Exception {
        List<LogEvent> events =
                log.events().stream().filter(event -> event.seq() > before).toList();
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
        long begun = marks().stream().filter(("begun-" + mark)::equals).count();
        if (end.outcome().equals("finished")) {
            assertEquals(1, begun, "the prompt reached the harness once: " + this);
            assertTrue(marks().contains("over-" + mark), this::toString);
            assertTrue(printed(events).contains(lines()), printed(events) + this);
        } else {
            assertTrue(begun <= 1, "the prompt reached the harness twice: " + this);
            assertNotNull(end.words(), "it ends in words: " + this);
        }
        Eventually.get("no command of it", () -> sandbox.processes(": " + mark), List::isEmpty);
        Eventually.get("one sandbox", sandbox::directories, found -> found.size() <= 1);
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

    private static String lines() {
        return IntStream.rangeClosed(1, LINES)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String printed(List<LogEvent> events) {
        return events.stream()
                .map(LogEvent::reported)
                .filter(Reported.Tool.class::isInstance)
                .map(each -> ((Reported.Tool) each).update())
                .filter(update -> update.path("status").asText().equals("completed"))
                .flatMap(update -> update.findValuesAsText("text").stream())
                .collect(Collectors.joining());
    }
}
