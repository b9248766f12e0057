package dev.ratoon.controlplane.repositories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RawFilesTest {
    private final RawFiles one = new RawFiles(5, Duration.ofMillis(10));

    @Test
    void whoFindsNoPlaceIsToldWhatElseToDo() {
        Failure full =
                one.inTurn(
                        2 << 20,
                        () -> assertThrows(Failure.class, () -> one.inTurn(1, () -> "never")));
        assertEquals(ProblemType.BUSY, full.type());
        assertTrue(String.valueOf(full.getMessage()).contains("ratoon checkout"), full::toString);
    }

    @Test
    void aPlaceIsFreeAgainWhateverBecameOfTheReading() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        one.inTurn(
                                2 << 20,
                                () -> {
                                    throw new IllegalStateException();
                                }));
        assertEquals("read", one.inTurn(2 << 20, () -> "read"));
    }

    @Test
    void whatThereIsNeverRoomForIsRefusedInWords() {
        Failure large = assertThrows(Failure.class, () -> one.inTurn(3 << 20, () -> "never"));
        assertEquals(ProblemType.TOO_LARGE, large.type());
        assertTrue(String.valueOf(large.getMessage()).contains("2 MiB"), large::toString);
    }
}
