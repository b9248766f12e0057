package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.Usd;
import dev.ratoon.controlplane.problem.Failure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskedLimitsTest {
    private static final Limits USUAL = new Limits(240, 100, 1_000L, Usd.dollars(20));
    private static final Limits OLD = new Limits(240, 100);

    private static Limits asked(@Nullable Long tokens, @Nullable String money, Limits before) {
        return new AskedLimits(null, null, tokens, money).over(before);
    }

    private static boolean raised(Limits before, Limits after) {
        return AskedLimits.isRaised(before, after, USUAL);
    }

    @Test
    void whatIsNotAskedStays() {
        assertEquals(new Limits(240, 100, 1_000L, Usd.of("4.5")), asked(null, "4.50", USUAL));
        assertEquals(OLD, asked(null, null, OLD));
    }

    @Test
    void upToTheUsualIsNoRaise() {
        assertFalse(raised(asked(500L, "5", USUAL), asked(1_000L, "20", USUAL)));
        assertFalse(raised(OLD, asked(1_000L, "20", OLD)));
    }

    @Test
    void moreThanTheUsualIsOne() {
        assertTrue(raised(USUAL, asked(1_001L, null, USUAL)));
        assertTrue(raised(OLD, asked(null, "20.000001", OLD)));
    }

    @Test
    void whoHasMoreMayKeepItAndBeGivenLess() {
        Limits much = new Limits(240, 100, 9_000L, Usd.dollars(90));
        assertFalse(raised(much, asked(null, null, much)));
        assertFalse(raised(much, asked(8_000L, "80", much)));
        assertTrue(raised(much, asked(8_000L, "91", much)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "much", "1000001", "0.0000001", "1e9", ""})
    void whatIsNoAmountIsRefusedInWords(String money) {
        Failure refused = assertThrows(Failure.class, () -> asked(null, money, USUAL));
        assertTrue(refused.forTheCaller().contains("such as 4.50"), refused::forTheCaller);
    }

    @Test
    void tokensAreBounded() {
        assertThrows(Failure.class, () -> asked(0L, null, USUAL));
        assertThrows(Failure.class, () -> asked(Long.MAX_VALUE, null, USUAL));
    }
}
