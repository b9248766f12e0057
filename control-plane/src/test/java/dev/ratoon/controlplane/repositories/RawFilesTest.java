package dev.ratoon.controlplane.repositories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RawFilesTest {
    private final RawFiles one = new RawFiles(1, Duration.ofMillis(10));

    @Test
    void whoFindsNoPlaceIsToldWhatElseToDo() {
        Failure full =
                one.inTurn(() -> assertThrows(Failure.class, () -> one.inTurn(() -> "never")));
        assertEquals(ProblemType.BUSY, full.type());
        assertTrue(String.valueOf(full.getMessage()).contains("ratoon checkout"), full::toString);
    }

    @Test
    void aPlaceIsFreeAgainWhateverBecameOfTheReading() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        one.inTurn(
                                () -> {
                                    throw new IllegalStateException();
                                }));
        assertEquals("read", one.inTurn(() -> "read"));
    }
}
