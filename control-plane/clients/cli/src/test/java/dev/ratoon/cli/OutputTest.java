package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputTest {
    @Test
    void aTerminalGetsColour() {
        assertEquals("\u001b[32mup\u001b[0m", verdict(Map.of("TERM", "xterm"), true));
    }

    @Test
    void aPipeGetsNoneAndNobodyWhoWantsNone() {
        assertEquals("up", verdict(Map.of("TERM", "xterm"), false));
        assertEquals("up", verdict(Map.of("NO_COLOR", "1"), true));
        assertEquals("up", verdict(Map.of("TERM", "dumb"), true));
    }

    private static String verdict(Map<String, String> environment, boolean terminal) {
        var around =
                new Surroundings(
                        environment,
                        InputStream.nullInputStream(),
                        System.out,
                        System.err,
                        terminal);
        return new Output(around, false).verdict("up", true);
    }
}
