package dev.ratoon.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackOffTest {
    @Test
    void itDoublesUpToItsLongest() {
        var backOff = new BackOff(new Random(1));
        long most = BackOff.FIRST.toNanos();
        for (int i = 0; i < 20; i++) {
            long next = backOff.next().toNanos();
            assertTrue(next >= most / 2 && next <= most, "try " + i);
            most = Math.min(2 * most, BackOff.LONGEST.toNanos());
        }
        assertEquals(Duration.ofSeconds(10).toNanos(), most);
    }

    @Test
    void successBeginsAgain() {
        var backOff = new BackOff(new Random(1));
        for (int i = 0; i < 9; i++) {
            assertTrue(backOff.next().isPositive());
        }
        backOff.succeeded();
        assertTrue(backOff.next().compareTo(BackOff.FIRST) <= 0);
    }
}
