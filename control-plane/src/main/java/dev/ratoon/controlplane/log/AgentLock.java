package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.life.Activity;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.Fold;
import dev.ratoon.controlplane.life.LogEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One locked row while the appends of a batch are applied to it, one after the other. Pure. */
final class AgentLock {
    final UUID id;
    final long epoch;
    private @Nullable Facts facts;
    private final @Nullable Facts before;
    private long lastSeq;
    private @Nullable String outbox;
    private long acknowledged;
    private @Nullable Instant activeAt;
    private final List<LogEvent> events = new ArrayList<>();

    AgentLock(
            UUID id,
            @Nullable Facts facts,
            long lastSeq,
            @Nullable String outbox,
            long acknowledged,
            long epoch) {
        this.id = id;
        this.facts = facts;
        this.before = facts;
        this.lastSeq = lastSeq;
        this.outbox = outbox;
        this.acknowledged = acknowledged;
        this.epoch = epoch;
    }

    /** All of it or, when the deciding throws, nothing. */
    Appended apply(Deciding deciding, Instant now) {
        Facts at = facts;
        List<NewEvent> wanted =
                deciding.decide(
                        new Current(
                                Objects.requireNonNull(at),
                                lastSeq,
                                outbox,
                                acknowledged,
                                epoch,
                                now));
        return add(wanted, now);
    }

    /** Of a log that begins. */
    Appended begin(List<NewEvent> wanted, Instant now) {
        return add(wanted, now);
    }

    private Appended add(List<NewEvent> wanted, Instant now) {
        List<LogEvent> added = new ArrayList<>();
        Facts folded = facts;
        long seq = lastSeq;
        long n = acknowledged;
        String box = outbox;
        for (NewEvent next : wanted) {
            LogEvent event;
            switch (next) {
                case NewEvent.Outbox(String other) -> {
                    if (!other.equals(box)) {
                        box = other;
                        n = 0;
                    }
                    continue;
                }
                case NewEvent.Observed(var observed) ->
                        event = LogEvent.observed(++seq, now, observed);
                case NewEvent.Reported(var entry) -> {
                    if (entry.n() != n + 1) {
                        throw new IllegalStateException(
                                "record " + entry.n() + " after " + n + " in the log of " + id);
                    }
                    n = entry.n();
                    event = LogEvent.reported(++seq, now, entry.type(), n, entry.payload());
                }
            }
            folded = Fold.apply(id, folded, event);
            added.add(event);
        }
        if (added.stream().anyMatch(Activity::is)) {
            activeAt = now;
        }
        facts = folded;
        lastSeq = seq;
        acknowledged = n;
        outbox = box;
        events.addAll(added);
        return new Appended(id, facts(), n, added);
    }

    Facts facts() {
        return Objects.requireNonNull(facts);
    }

    /** Whether anything but the log's length is different now: then somebody must look at it. */
    boolean factsChanged() {
        return !Objects.equals(facts, before);
    }

    /** Null when nobody has used it. */
    @Nullable Instant activeAt() {
        return activeAt;
    }

    long lastSeq() {
        return lastSeq;
    }

    @Nullable String outbox() {
        return outbox;
    }

    long acknowledged() {
        return acknowledged;
    }

    List<LogEvent> events() {
        return events;
    }
}
