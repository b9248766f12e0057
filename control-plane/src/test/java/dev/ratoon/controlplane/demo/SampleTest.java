package dev.ratoon.controlplane.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.scriptedmodel.Action;
import dev.ratoon.scriptedmodel.Scenario;
import dev.ratoon.scriptedmodel.Scenarios;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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

    @Test
    void whatItsModelDoesMendsItToo() throws Exception {
        Scenario mend = scenarios().byName().get("mend");
        assertTrue(Sample.request().contains(mend.asked()), Sample.request());
        for (var file : Sample.files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        JsonNode edit =
                mend.replies().stream()
                        .flatMap(List::stream)
                        .filter(Action.Use.class::isInstance)
                        .map(Action.Use.class::cast)
                        .filter(use -> use.tool().equals("edit"))
                        .findFirst()
                        .orElseThrow()
                        .input();
        Path mended = folder.resolve(edit.path("filePath").asText());
        String old = edit.path("oldString").asText();
        String text = Files.readString(mended);
        assertTrue(text.contains(old), text);
        Files.writeString(mended, text.replace(old, edit.path("newString").asText()));
        assertEquals("passed: greet Ada says 'Hello, Ada!'\n", sh("sh test.sh"));
    }

    @Test
    void itsModelSaysInWordsThatItKnowsNothingElse() throws Exception {
        assertTrue(scenarios().byName().containsKey("otherwise"));
    }

    private static Scenarios scenarios() throws IOException {
        try (InputStream file = Demo.class.getResourceAsStream("model/mend.json")) {
            return Scenarios.parse(
                    new String(
                            Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
        }
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
