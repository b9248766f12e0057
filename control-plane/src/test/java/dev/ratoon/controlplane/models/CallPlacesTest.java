package dev.ratoon.controlplane.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallPlacesTest {
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID OTHER = new UUID(2, 2);

    private final CallPlaces places = new CallPlaces(3, 2);

    @Test
    void oneAgentHasSoManyCallsAndNoMore() throws Exception {
        places.take(ONE);
        places.take(ONE);
        assertEquals(429, assertThrows(Refused.class, () -> places.take(ONE)).status());
        places.take(OTHER);
        places.giveBack(OTHER);
        places.giveBack(ONE);
        places.take(ONE);
        assertEquals(2, places.taken());
    }

    @Test
    void allTogetherHaveSoManyAndNoMore() throws Exception {
        places.take(ONE);
        places.take(ONE);
        places.take(OTHER);
        assertEquals(503, assertThrows(Refused.class, () -> places.take(OTHER)).status());
        assertEquals(3, places.taken(), "who is refused takes none");
        places.giveBack(ONE);
        places.take(OTHER);
    }

    @Test
    void whoWaitsForTheLastIsToldWhetherItEnded() throws Exception {
        places.take(ONE);
        assertFalse(places.awaitNone(System.nanoTime()));
        places.giveBack(ONE);
        assertTrue(places.awaitNone(System.nanoTime()));
    }
}
