package dev.ratoon.runner.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LastLineTest {
    private final LastLine last = new LastLine();

    @Test
    void itIsTheLastThatSaysSomething() {
        last.add("Cloning into '.repository'...\n10%\r20%\r\nfat");
        last.add("al: Remote branch nope not found in upstream origin\n \n");

        assertEquals("Remote branch nope not found in upstream origin", last.text());
    }

    @Test
    void whatGitWasToldIsWithoutWhatGitPutsBeforeIt() {
        last.add("fatal: remote error: There is no folder /srv/x on Ratoon's machine.");

        assertEquals("There is no folder /srv/x on Ratoon's machine.", last.text());
    }

    @Test
    void aLineWithoutEndIsBounded() {
        for (int i = 0; i < 1000; i++) {
            last.add("x".repeat(1000));
        }

        assertEquals(300, last.text().length());
    }

    @Test
    void nothingPrintedIsNothing() {
        assertEquals("", last.text());
    }
}
