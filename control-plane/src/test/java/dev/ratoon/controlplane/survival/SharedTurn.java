package dev.ratoon.controlplane.survival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.agents.Eventually;
import dev.ratoon.controlplane.agents.StoredLog;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.peers.TwoPlanes;
import dev.ratoon.protocol.Reported;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * One turn of about three seconds that is asked for, allowed and read through one control plane and
 * runs at the other, while either is killed.
 */
final class SharedTurn {
    private static final int COMMANDS = 2;
    private static final int LINES = 20;
    private static final int LATEST = 1_700;

    /** Its marks are allowed too. */
    private static final int DECISIONS = COMMANDS + 2;

    private final TwoPlanes both;
    private final String agent;
    private final OneOfTwo victim;
    private final long seed;
    private final Duration after;
    private final Incarnation sandbox;

    SharedTurn(TwoPlanes both, String agent, OneOfTwo victim, long seed) {
        this.both = both;
        this.agent = agent;
        this.victim = victim;
        this.seed = seed;
        this.after =
                Duration.ofMillis(
                        new SplittableRandom(seed + victim.name().hashCode()).nextInt(LATEST));
        this.sandbox = new Incarnation(both.a().home(), agent);
    }

    @Override
    public String toString() {
        return "kill of the one %s, %d ms into the turn (-Dratoon.seed=%d)"
                .formatted(victim, after.toMillis(), seed);
    }

    void run() throws Exception {
        long before = awaitRest();
        var work = new Counting(victim + "-" + before, COMMANDS, LINES, sandbox);
        var reader = new Reader(both.b(), agent, before);
        try {
            Eventually.get("a reader", reader::comings, comings -> comings == 1);
            Map<String, Object> message = Map.of("text", work.prompt());
            assertEquals(
                    200,
                    both.b().api().post("/api/agents/" + agent + "/messages", message).status());
            Eventually.get("the turn", () -> types(before), types -> types.contains("turn.given"));
            Seeds.pass(after);
            assertFalse(work.isOver(), "the kill missed the turn: " + this);
            Instant killedAt = Instant.now();
            victim.kill(both);
            Eventually.get(
                    "the end of the turn with the " + this,
                    () -> types(before),
                    types -> types.contains("turn.ended"));
            awaitRest();
            StoredLog log = both.log(agent);
            log.check();
            List<LogEvent> events = log.after(before);
            check(events, killedAt);
            work.ranOnce(events, toString());
            work.leftNothing();
            hasRead(reader, before + 1, events.getLast().seq());
        } finally {
            reader.leave();
        }
    }

    /** The seq of its last event. */
    private long awaitRest() throws Exception {
        return Eventually.get(
                        "an agent at rest",
                        () -> both.a().api().get("/api/agents/" + agent).body(),
                        found -> found.path("state").asText().equals("idle"))
                .path("lastSeq")
                .asLong();
    }

    private List<String> types(long before) throws IOException {
        String path = "/api/agents/" + agent + "/events?limit=1000&after=" + before;
        return both.b().api().get(path).body().path("events").findValuesAsText("type");
    }

    private void check(List<LogEvent> events, Instant killedAt) {
        LogEvent given = only(events, "turn.given");
        LogEvent ended = only(events, "turn.ended");
        assertTrue(
                given.at().isBefore(killedAt) && ended.at().isAfter(killedAt),
                "the kill missed the turn: " + this);
        assertEquals("finished", ((Reported.TurnEnded) ended.reported()).outcome(), this::toString);
        List<ObservedEvent.DecisionAnswered> answers =
                events.stream()
                        .map(LogEvent::observed)
                        .filter(ObservedEvent.DecisionAnswered.class::isInstance)
                        .map(ObservedEvent.DecisionAnswered.class::cast)
                        .toList();
        assertEquals(
                DECISIONS,
                answers.stream().map(ObservedEvent.DecisionAnswered::decision).distinct().count());
        assertEquals(DECISIONS, answers.size(), "answered once each: " + this);
        assertTrue(
                victim.isTold(
                        events.stream().filter(event -> event.at().isAfter(killedAt)).toList()),
                "what the log tells of the " + this);
    }

    private LogEvent only(List<LogEvent> events, String type) {
        List<LogEvent> found = events.stream().filter(event -> event.type().equals(type)).toList();
        assertEquals(1, found.size(), type + " in the " + this);
        return found.getFirst();
    }

    /** Everything, in order, each once. */
    private void hasRead(Reader reader, long first, long last) throws Exception {
        List<Long> seqs =
                Eventually.get(
                        "what is read during the " + this,
                        reader::seqs,
                        read -> !read.isEmpty() && read.getLast() >= last);
        assertEquals(LongStream.rangeClosed(first, seqs.getLast()).boxed().toList(), seqs);
        assertTrue(
                victim.allows(reader.comings()),
                "the reader began " + reader.comings() + " times during the " + this);
    }
}
