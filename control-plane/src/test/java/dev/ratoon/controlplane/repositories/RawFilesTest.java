package dev.ratoon.controlplane.repositories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RawFilesTest {
    private static final UUID ANN = new UUID(0, 1);
    private static final UUID BOB = new UUID(0, 2);

    /** Eight MiB, of which one person has six: a file of a MiB takes three. */
    private final RawFiles files = new RawFiles(8, Duration.ofMillis(10));

    @Test
    void whoFindsNoPlaceIsToldWhatElseToDo() {
        Failure full =
                files.inTurn(ANN, 2 << 20, () -> files.inTurn(BOB, 1 << 20, () -> refused(BOB, 1)));
        assertEquals(ProblemType.BUSY, full.type());
        assertTrue(String.valueOf(full.getMessage()).contains("ratoon checkout"), full::toString);
        assertTrue(String.valueOf(full.getMessage()).contains("Others"), full::toString);
    }

    @Test
    void onePersonLeavesAPlaceForTheOthers() {
        Failure own =
                files.inTurn(ANN, 1 << 20, () -> files.inTurn(ANN, 1 << 20, () -> refused(ANN, 1)));
        assertEquals(ProblemType.BUSY, own.type());
        assertTrue(String.valueOf(own.getMessage()).contains("You read"), own::toString);
        String other =
                files.inTurn(
                        ANN,
                        1 << 20,
                        () -> files.inTurn(ANN, 1 << 20, () -> files.inTurn(BOB, 1, () -> "read")));
        assertEquals("read", other);
    }

    @Test
    void aPlaceIsFreeAgainWhateverBecameOfTheReading() {
        assertThrows(
                IllegalStateException.class,
                () ->
                        files.inTurn(
                                ANN,
                                2 << 20,
                                () -> {
                                    throw new IllegalStateException();
                                }));
        assertEquals("read", files.inTurn(ANN, 2 << 20, () -> "read"));
    }

    @Test
    void whatThereIsNeverRoomForIsRefusedInWords() {
        Failure large =
                assertThrows(Failure.class, () -> files.inTurn(ANN, 3 << 20, () -> "never"));
        assertEquals(ProblemType.TOO_LARGE, large.type());
        assertTrue(String.valueOf(large.getMessage()).contains("2 MiB"), large::toString);
    }

    private Failure refused(UUID person, long size) {
        return assertThrows(Failure.class, () -> files.inTurn(person, size, () -> "never"));
    }
}
