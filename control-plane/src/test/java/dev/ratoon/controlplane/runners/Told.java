package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.Fold;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.Current;
import dev.ratoon.controlplane.log.NewEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The facts of an agent whose first incarnation is wanted, and what was told since. */
record Told(Facts facts, long last, long acknowledged) {
    static final UUID AGENT = UUID.fromString("0198a000-0000-7000-8000-000000000001");
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    static final ObservedEvent CREATED =
            new ObservedEvent.Created(
                    "fix-it-000001",
                    UUID.fromString("0198a000-0000-7000-8000-0000000000aa"),
                    null,
                    "Fix it",
                    "https://example.com/a/b",
                    null,
                    "ratoon/fix-it-000001",
                    "default",
                    "shell",
                    null,
                    "normal",
                    false,
                    new Limits(60, 3));
    static final ObservedEvent WANTED = new ObservedEvent.SandboxWanted(1, NOW.plusSeconds(900));

    static Told wanted() {
        Facts facts = Fold.apply(AGENT, null, LogEvent.observed(1, NOW, CREATED));
        return new Told(facts, 1, 0).with(List.of(NewEvent.of(WANTED)));
    }

    static Told connected(String publicKey) {
        return wanted().with(
                        List.of(
                                NewEvent.of(
                                        new ObservedEvent.RunnerConnected(
                                                1, publicKey, "box", "1", "p"))));
    }

    Told with(List<NewEvent> events) {
        Facts folded = facts;
        long seq = last;
        long n = acknowledged;
        for (NewEvent event : events) {
            seq++;
            LogEvent logged =
                    switch (event) {
                        case NewEvent.Observed(var observed) ->
                                LogEvent.observed(seq, NOW, observed);
                        case NewEvent.Reported(var entry) ->
                                LogEvent.reported(seq, NOW, entry.type(), ++n, entry.payload());
                        case NewEvent.Outbox _ -> throw new AssertionError("not here");
                    };
            folded = Fold.apply(AGENT, folded, logged);
        }
        return new Told(folded, seq, n);
    }

    Current current() {
        return new Current(facts, last, "box", acknowledged, 1, NOW);
    }
}
