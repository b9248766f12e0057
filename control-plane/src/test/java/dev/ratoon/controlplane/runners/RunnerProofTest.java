package dev.ratoon.controlplane.runners;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Audience;
import dev.ratoon.protocol.RunnerKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunnerProofTest {
    private static final String FIRST = "ab".repeat(32);
    private final RunnerKey key = RunnerKey.fresh();
    private final RunnerProof withFirstKey =
            RunnerProof.in("Sandbox " + Told.AGENT + ".1." + FIRST).orElseThrow();

    @Test
    void theFirstKeyOpensTheControlDoorOnly() {
        assertTrue(holds(withFirstKey, Told.wanted(), Audience.CONTROL, Told.NOW));
        assertFalse(holds(withFirstKey, Told.wanted(), Audience.GIT, Told.NOW));
        assertFalse(
                withFirstKey.holds(
                        Told.wanted().facts(), Audience.CONTROL, "cd".repeat(32), Told.NOW));
    }

    @Test
    void theFirstKeyIsWorthNothingLater() {
        Instant late = Told.NOW.plusSeconds(900);
        assertFalse(holds(withFirstKey, Told.wanted(), Audience.CONTROL, late));
    }

    @Test
    void theFirstKeyOpensOnce() {
        Told after = Told.connected(key.published());
        assertFalse(holds(withFirstKey, after, Audience.CONTROL, Told.NOW));
    }

    /** So it does not matter whether it heard the answer to its first Hello. */
    @Test
    void fromItsFirstHelloOnARunnerComesWithItsOwnKey() {
        Told after = Told.connected(key.published());
        assertTrue(holds(signed(Audience.CONTROL), after, Audience.CONTROL, Told.NOW));
        assertTrue(holds(signed(Audience.GIT), after, Audience.GIT, Told.NOW));
        assertFalse(holds(signed(Audience.CONTROL), Told.wanted(), Audience.CONTROL, Told.NOW));
    }

    @Test
    void aCredentialIsGoodAtOneDoorAndForMinutes() {
        Told after = Told.connected(key.published());
        assertFalse(holds(signed(Audience.GIT), after, Audience.CONTROL, Told.NOW));
        assertFalse(holds(signed(Audience.CONTROL), after, Audience.GIT, Told.NOW));
        Instant late = Told.NOW.plusSeconds(301);
        assertFalse(holds(signed(Audience.CONTROL), after, Audience.CONTROL, late));
    }

    @Test
    void aCredentialOfAnotherKeyOrIncarnationIsWorthNothing() {
        Told other = Told.connected(RunnerKey.fresh().published());
        assertFalse(holds(signed(Audience.CONTROL), other, Audience.CONTROL, Told.NOW));
        String second = key.sign(Audience.CONTROL, Told.AGENT.toString(), 2, Told.NOW).header();
        assertFalse(
                holds(
                        RunnerProof.in(second).orElseThrow(),
                        Told.connected(key.published()),
                        Audience.CONTROL,
                        Told.NOW));
    }

    private RunnerProof signed(Audience audience) {
        return RunnerProof.in(key.sign(audience, Told.AGENT.toString(), 1, Told.NOW).header())
                .orElseThrow();
    }

    private static boolean holds(RunnerProof proof, Told told, Audience here, Instant now) {
        return proof.holds(told.facts(), here, FIRST, now);
    }
}
