package dev.ratoon.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CredentialTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String AGENT = "0198a000-0000-7000-8000-000000000001";

    private final RunnerKey key = RunnerKey.fresh();
    private final Credential made = key.sign(Audience.CONTROL, AGENT, 3, NOW);

    @Test
    void survivesTheHeader() {
        assertEquals(made, Credential.in(made.header()).orElseThrow());
        assertTrue(read(made.header()).holds(Audience.CONTROL, key.published(), NOW));
    }

    @Test
    void isGoodForItsAudienceOnly() {
        assertFalse(made.holds(Audience.GIT, key.published(), NOW));
        Credential renamed = read(made.header().replace("control", "git"));
        assertFalse(renamed.holds(Audience.GIT, key.published(), NOW));
    }

    @Test
    void diesAfterMinutes() {
        assertFalse(made.holds(Audience.CONTROL, key.published(), NOW.plusSeconds(301)));
    }

    @Test
    void cannotBeMadeToLiveLonger() {
        var longer =
                new Credential(
                        made.audience(),
                        made.agent(),
                        made.incarnation(),
                        NOW.plus(Duration.ofDays(1)),
                        made.signature());
        assertFalse(longer.holds(Audience.CONTROL, key.published(), NOW));
    }

    /** Who has the key for a moment could keep what it signs for later. */
    @Test
    void isRefusedWhenItsOwnerSignedItForTooLong() {
        Credential ahead = key.sign(Audience.CONTROL, AGENT, 3, NOW.plus(RunnerKey.LIFE));
        assertFalse(ahead.holds(Audience.CONTROL, key.published(), NOW));
    }

    @Test
    void anotherKeyMakesNoneOfThisRunners() {
        String other = RunnerKey.fresh().published();
        assertFalse(made.holds(Audience.CONTROL, other, NOW));
    }

    @Test
    void isOfOneIncarnation() {
        Credential next = read(made.header().replace(".3.", ".4."));
        assertFalse(next.holds(Audience.CONTROL, key.published(), NOW));
    }

    private static Credential read(String header) {
        return Credential.in(header).orElseThrow();
    }
}
