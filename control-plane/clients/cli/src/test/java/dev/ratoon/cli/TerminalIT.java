package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start with a terminal for its outputs, as a person has it. */
class TerminalIT {
    private static final String LINE_AGAIN = "\r\u001b[K";
    private static final String ON_A_TERMINAL = "exec script -qc \"'$0' $*\" /dev/null";

    @TempDir Path folder;

    @Test
    @Tag("long")
    void aFirstStartSaysThatItIsUnderWayAndThenTheAccountAlone() throws Exception {
        try (var ratoon = new Installation(folder)) {
            Launched up = ratoon.launch(List.of("sh", "-c", ON_A_TERMINAL));
            String said = up.says("Ctrl-C ends it.");
            assertTrue(said.startsWith(LINE_AGAIN + "Starting (1 s)" + LINE_AGAIN), said);
            int account = said.indexOf("Ratoon ");
            assertEquals(LINE_AGAIN, said.substring(account - LINE_AGAIN.length(), account));
            assertEquals(said.lastIndexOf(LINE_AGAIN) + LINE_AGAIN.length(), account);
            ratoon.answer("down");
            up.end();
        }
    }
}
