package dev.ratoon.controlplane.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.Fold;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.protocol.Reported;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NewerTest {
    private static final UUID AGENT = new UUID(0, 1);
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final ObservedEvent FAILED = new ObservedEvent.Failed("it failed", "mend it");

    @Test
    void oneThatFailedBeforeItsWorkspaceWasReadyTakesTheNewest() {
        assertEquals(List.of(taken(2)), new Newer(taken(2)).events(after(FAILED)));
        ObservedEvent paused = new ObservedEvent.PauseAsked("ada", "so");
        assertEquals(List.of(taken(2)), new Newer(taken(2)).events(after(paused)));
    }

    @Test
    void whatItHasIsNotTakenAgain() {
        assertEquals(List.of(), new Newer(taken(1)).events(after(FAILED)));
        assertEquals(List.of(), new Newer(null).events(after(FAILED)));
    }

    @Test
    void oneThatRunsKeepsWhatItHas() {
        assertEquals(List.of(), new Newer(taken(2)).events(after()));
    }

    @Test
    void aWorkspaceThatIsReadyKeepsWhatItWasMadeOf() {
        var prepared = new Reported.WorkspacePrepared("c0ffee", "b");
        Facts facts =
                Fold.apply(
                        AGENT,
                        after(FAILED),
                        LogEvent.reported(
                                9, AT, Reported.typeOf(prepared), 1, Reported.payloadOf(prepared)));
        assertEquals(List.of(), new Newer(taken(2)).events(facts));
    }

    private static Facts after(ObservedEvent... events) {
        Facts facts =
                Fold.apply(
                        AGENT,
                        null,
                        LogEvent.observed(
                                1,
                                AT,
                                new ObservedEvent.Created(
                                        "a",
                                        new UUID(0, 2),
                                        null,
                                        "A",
                                        "https://example.com/a/b",
                                        null,
                                        "b",
                                        false,
                                        "java",
                                        "shell",
                                        null,
                                        "normal",
                                        false,
                                        new Limits(60, 3))));
        facts = Fold.apply(AGENT, facts, LogEvent.observed(2, AT, taken(1)));
        for (ObservedEvent event : events) {
            facts = Fold.apply(AGENT, facts, LogEvent.observed(3, AT, event));
        }
        return facts;
    }

    private static ObservedEvent.EnvironmentTaken taken(int version) {
        return new ObservedEvent.EnvironmentTaken(
                new UUID(0, 3),
                "java",
                version,
                "make",
                30,
                "ada",
                new java.util.TreeMap<>(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                List.of(),
                false);
    }
}
