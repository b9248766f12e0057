package dev.ratoon.controlplane.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {
    @TempDir Path folder;

    @Test
    void itsTestFailsUntilThePromptHasMendedIt() throws Exception {
        for (var file : Sample.files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        assertEquals("FAILED: greet Ada says 'Hello, !'\n", sh("sh test.sh || true"));
        String mends =
                Sample.prompt().lines().filter(l -> l.startsWith("sed")).findFirst().orElseThrow();
        assertEquals("passed: greet Ada says 'Hello, Ada!'\n", sh(mends + "; sh test.sh"));
        assertTrue(Sample.prompt().contains("\nsh test.sh\n"));
    }

    private String sh(String script) throws Exception {
        Process sh =
                new ProcessBuilder("sh", "-ec", script)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(sh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, sh.waitFor(), said);
        return said;
    }
}
