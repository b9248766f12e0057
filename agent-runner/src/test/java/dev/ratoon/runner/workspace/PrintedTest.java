package dev.ratoon.runner.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PrintedTest {
    private final StringBuilder log = new StringBuilder();
    private final Printed printed = new Printed(log::append);

    @Test
    void whatIsPrintedComesAtOnce() {
        printed.add("one\n");
        assertEquals("one\n", log.toString());
        printed.end();
        assertEquals("one\n", log.toString());
    }

    @Test
    void ofTooMuchTheBeginningAndTheEndAreKeptAndTheGapIsTold() {
        for (int i = 0; i < 300_000; i++) {
            printed.add("line " + i + "\n");
        }
        int before = log.length();
        assertTrue(before < Printed.MOST + 200, "it is kept as it comes, without an end");
        printed.end();
        String all = log.toString();
        assertTrue(all.startsWith("line 0\n"), all.substring(0, 20));
        assertTrue(all.endsWith("line 299999\n"), all.substring(all.length() - 20));
        assertTrue(all.contains(" characters are left out here.]"), "the gap is not told");
        assertTrue(all.length() < Printed.MOST + Printed.END + 200, () -> "" + all.length());
    }

    @Test
    void aLittleTooMuchLosesNothing() {
        printed.add("x".repeat(Printed.MOST));
        printed.add("the end");
        printed.end();
        assertTrue(log.toString().endsWith("the end"));
        assertTrue(log.indexOf("left out") < 0);
    }
}
