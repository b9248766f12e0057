package dev.ratoon.controlplane.states;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FreshnessTest {
    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration AGE = Duration.ofDays(14);
    private static final StateStore.Kept KEPT =
            new StateStore.Kept("k", 3, "https://e.invalid/a/b", "c0ffee", 10, 5, MADE);

    @Test
    void what_was_made_with_this_version_will_do_until_it_is_too_old() {
        assertEquals(
                Optional.empty(), Freshness.stale(KEPT, 3, AGE, MADE.plus(AGE).minusSeconds(1)));
        assertEquals(Optional.of("it is too old"), Freshness.stale(KEPT, 3, AGE, MADE.plus(AGE)));
    }

    @Test
    void another_version_will_not_do() {
        assertEquals(
                Optional.of("it was made with version 3 of the environment"),
                Freshness.stale(KEPT, 4, AGE, MADE));
    }

    @Test
    void a_repositorys_own_environment_has_no_version() {
        assertEquals(Optional.empty(), Freshness.stale(KEPT, 0, AGE, MADE));
    }
}
