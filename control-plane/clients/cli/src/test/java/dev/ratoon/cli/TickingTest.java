package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TickingTest {
    @Test
    void aTerminalSeesThatItGoesOnAndNothingOfItStays() {
        Heard heard = new Heard().onATerminal();
        try (var _ = Ticking.during(heard.around(), "Restoring")) {
            while (!heard.err().contains("\rRestoring (1 s)")) {
                Thread.onSpinWait();
            }
        }
        assertTrue(heard.err().endsWith(" \r"), heard::err);
    }
}
