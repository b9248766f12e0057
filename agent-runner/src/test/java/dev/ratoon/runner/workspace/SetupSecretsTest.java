package dev.ratoon.runner.workspace;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.runner.search.Needle;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SetupSecretsTest {
    private static final String SECRET = "hunter2-hunter2";
    private static final List<Needle> NEEDLES = Needle.of(Map.of("TOKEN", SECRET));

    @Test
    void aPathThatHoldsOneDoesNotTellIt() {
        String words =
                SetupSecrets.words(
                        List.of("TOKEN\t/workspace/x-" + SECRET, "\t/tmp/y-" + SECRET, "done"),
                        NEEDLES);
        assertFalse(String.valueOf(words).contains("hunter2"), words);
        assertTrue(String.valueOf(words).contains("TOKEN in /workspace/x-[*TOKEN*];"), words);
        assertTrue(String.valueOf(words).contains("/tmp/y-[*TOKEN*] cannot be read"), words);
    }

    @Test
    void nothingIsSaidOfNothing() {
        assertNull(SetupSecrets.words(List.of("done", ""), NEEDLES));
    }
}
