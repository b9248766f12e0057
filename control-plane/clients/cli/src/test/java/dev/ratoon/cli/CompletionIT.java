package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./ratoon completion} prints, read by the shells themselves. */
class CompletionIT {
    @TempDir Path folder;

    @Test
    void bashCompletesAVerb() throws Exception {
        assertEquals(
                List.of("status"), completed("bash", "COMP_WORDS=(ratoon stat); COMP_CWORD=1"));
    }

    @Test
    void bashCompletesTheSecondWord() throws Exception {
        assertEquals(List.of("add"), completed("bash", "COMP_WORDS=(ratoon key ad); COMP_CWORD=2"));
    }

    @Test
    void bashCompletesAnOptionOfTheLauncher() throws Exception {
        assertEquals(
                List.of("--log-json"),
                completed("bash", "COMP_WORDS=(ratoon up --log); COMP_CWORD=2"));
    }

    @Test
    void zshReadsIt() throws Exception {
        Path script = script("zsh");
        String said =
                shell(
                        "zsh",
                        "autoload -U compinit; compinit -D -u; source '"
                                + script
                                + "' && echo fine");
        assertEquals("fine\n", said);
    }

    @Test
    void fishCompletesAVerb() throws Exception {
        Path script = script("fish");
        String said = shell("fish", "source '" + script + "'; complete -C 'ratoon stat'");
        assertTrue(said.startsWith("status\t"), said);
    }

    /** Outside of a completion bash complains of compopt, which then does nothing. */
    private List<String> completed(String shell, String line) throws Exception {
        Path script = script(shell);
        String said =
                shell(
                        shell,
                        "source '"
                                + script
                                + "'; "
                                + line
                                + "; _complete_ratoon 2>/dev/null; printf '%s\\n' \"${COMPREPLY[@]}\"");
        return said.lines().map(String::strip).toList();
    }

    private Path script(String shell) throws Exception {
        boolean there =
                List.of("/bin/", "/usr/bin/", "/usr/local/bin/").stream()
                        .anyMatch(place -> Files.isExecutable(Path.of(place + shell)));
        if (!there) {
            System.out.println("Skipped: completion in " + shell + ", which is not installed.");
        }
        assumeTrue(there, shell + " is not installed");
        var ratoon = new Installation(folder);
        return Files.writeString(
                folder.resolve("completion." + shell), ratoon.answer("completion", shell));
    }

    private static String shell(String shell, String line) throws Exception {
        Process process = new ProcessBuilder(shell, "-c", line).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
