package dev.ratoon.controlplane.runners;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.life.LogBook;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.protocol.Audience;
import dev.ratoon.protocol.RunnerKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunnerProofTest {
    private static final String FIRST = "ab".repeat(32);
    private final RunnerKey key = RunnerKey.fresh();
    private final RunnerProof withFirstKey =
            RunnerProof.in("Sandbox " + LogBook.AGENT + ".1." + FIRST).orElseThrow();

    @Test
    void theFirstKeyOpensTheControlDoorOnly() {
        assertTrue(holds(withFirstKey, LogBook.wanted(), Audience.CONTROL, LogBook.BEGINNING));
        assertFalse(holds(withFirstKey, LogBook.wanted(), Audience.GIT, LogBook.BEGINNING));
        assertFalse(
                withFirstKey.holds(
                        LogBook.wanted().facts(),
                        Audience.CONTROL,
                        "cd".repeat(32),
                        LogBook.BEGINNING));
    }

    @Test
    void theFirstKeyIsWorthNothingLater() {
        Instant late = LogBook.BEGINNING.plusSeconds(900);
        assertFalse(holds(withFirstKey, LogBook.wanted(), Audience.CONTROL, late));
    }

    @Test
    void theFirstKeyOpensOnce() {
        LogBook after = connected(key.published());
        assertFalse(holds(withFirstKey, after, Audience.CONTROL, LogBook.BEGINNING));
    }

    /** So it does not matter whether it heard the answer to its first Hello. */
    @Test
    void fromItsFirstHelloOnARunnerComesWithItsOwnKey() {
        LogBook after = connected(key.published());
        assertTrue(holds(signed(Audience.CONTROL), after, Audience.CONTROL, LogBook.BEGINNING));
        assertTrue(holds(signed(Audience.GIT), after, Audience.GIT, LogBook.BEGINNING));
        assertFalse(
                holds(
                        signed(Audience.CONTROL),
                        LogBook.wanted(),
                        Audience.CONTROL,
                        LogBook.BEGINNING));
    }

    @Test
    void aCredentialIsGoodAtOneDoorAndForMinutes() {
        LogBook after = connected(key.published());
        assertFalse(holds(signed(Audience.GIT), after, Audience.CONTROL, LogBook.BEGINNING));
        assertFalse(holds(signed(Audience.CONTROL), after, Audience.GIT, LogBook.BEGINNING));
        Instant late = LogBook.BEGINNING.plusSeconds(301);
        assertFalse(holds(signed(Audience.CONTROL), after, Audience.CONTROL, late));
    }

    @Test
    void aCredentialOfAnotherKeyOrIncarnationIsWorthNothing() {
        LogBook other = connected(RunnerKey.fresh().published());
        assertFalse(holds(signed(Audience.CONTROL), other, Audience.CONTROL, LogBook.BEGINNING));
        String second =
                key.sign(Audience.CONTROL, LogBook.AGENT.toString(), 2, LogBook.BEGINNING).header();
        assertFalse(
                holds(
                        RunnerProof.in(second).orElseThrow(),
                        connected(key.published()),
                        Audience.CONTROL,
                        LogBook.BEGINNING));
    }

    private static LogBook connected(String publicKey) {
        return LogBook.wanted()
                .see(new ObservedEvent.RunnerConnected(1, publicKey, "box", "1", "p"));
    }

    private RunnerProof signed(Audience audience) {
        return RunnerProof.in(
                        key.sign(audience, LogBook.AGENT.toString(), 1, LogBook.BEGINNING).header())
                .orElseThrow();
    }

    private static boolean holds(RunnerProof proof, LogBook log, Audience here, Instant now) {
        return proof.holds(log.facts(), here, FIRST, now);
    }
}
