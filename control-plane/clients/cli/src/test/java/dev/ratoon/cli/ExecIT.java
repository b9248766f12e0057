package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client's end of exec, as a process, with a real process at the other end. */
@Timeout(60)
class ExecIT {
    @TempDir Path folder;
    private ExecServer server;

    @BeforeEach
    void start() throws Exception {
        server = new ExecServer();
    }

    @AfterEach
    void end() throws Exception {
        server.close();
    }

    @Test
    void inputOutputsAndExitCodeGoThroughWhole() throws Exception {
        byte[] input = new byte[3 << 20];
        new Random(5).nextBytes(input);
        Path in = Files.write(folder.resolve("in"), input);
        Process client =
                client(in, "exec", "fix", "-i", "--", "sh", "-c", "cat; echo problem >&2; exit 7");
        assertEquals(7, ended(client));
        assertArrayEquals(input, Files.readAllBytes(folder.resolve("out")));
        assertEquals("problem\n", Files.readString(folder.resolve("err")));
    }

    @Test
    void aTicketIsAskedForAndTheCommandIsSentAsItWasTyped() throws Exception {
        assertEquals(
                0,
                ended(client(null, "exec", "fix", "-w", "/tmp", "--", "echo", "-n", "a  b", "")));
        assertTrue(
                server.asked.contains(
                        "{\"path\":\"/api/agents/0190aaaa-0000-7000-8000-000000000001/exec\"}"),
                server.asked::toString);
        assertTrue(
                server.asked.contains(
                        "{\"directory\":\"/tmp\",\"command\":[\"echo\",\"-n\",\"a  b\",\"\"]}"),
                server.asked::toString);
        assertTrue(
                server.asked.stream().anyMatch(line -> line.contains("/exec?ticket=t-1 ")),
                server.asked::toString);
        assertEquals("a  b ", Files.readString(folder.resolve("out")));
    }

    @Test
    void withoutInputTheCommandSeesItsEnd() throws Exception {
        Path in = Files.writeString(folder.resolve("in"), "not for it");
        assertEquals(0, ended(client(in, "exec", "fix", "--", "cat")));
        assertEquals("", Files.readString(folder.resolve("out")));
    }

    @Test
    void signalsGoToTheCommand() throws Exception {
        for (String signal : List.of("INT", "TERM")) {
            Process client =
                    client(
                            null,
                            "exec",
                            "fix",
                            "--",
                            "sh",
                            "-c",
                            "trap 'echo got; exit 9' "
                                    + signal
                                    + "; echo ready; while :; do sleep 0.05; done");
            says("ready\n");
            kill(client, signal);
            assertEquals(9, ended(client), signal);
            says("ready\ngot\n");
        }
    }

    @Test
    void whatCannotBeRunIsToldApartFromWhatRan() throws Exception {
        assertEquals(125, ended(client(null, "exec", "fix", "--", "refuse")));
        assertEquals("There is no sandbox.<U+001B>[2J\n", Files.readString(folder.resolve("err")));
        assertEquals(125, ended(client(null, "exec", "fix", "--", "break")));
        assertTrue(
                Files.readString(folder.resolve("err"))
                        .startsWith("The stream to the command broke"));
        assertEquals(2, ended(client(null, "exec", "fix", "-t", "--", "true")));
    }

    @Test
    void whoDoesNotReadEndsIt() throws Exception {
        String line = String.join(" ", words("exec", "fix", "--", "yes")) + " | head -n 1";
        Process shell = start(null, List.of("bash", "-c", line + "; echo ${PIPESTATUS[0]}"));
        assertEquals(0, ended(shell));
        assertEquals("y\n141\n", Files.readString(folder.resolve("out")));
    }

    @Test
    void theTerminalIsRawMeanwhileAndAsItWasAfterwards() throws Exception {
        for (String command : List.of("true", "break")) {
            String client = String.join(" ", words("exec", "fix", "-t", "--", command));
            String line = "stty cols 101 rows 37; stty -g; " + client + "; echo; stty -g";
            Process terminal = start(null, List.of("script", "-qec", line, "/dev/null"));
            assertEquals(0, ended(terminal));
            List<String> modes =
                    Files.readString(folder.resolve("out"))
                            .lines()
                            .map(String::strip)
                            .filter(said -> said.matches("[0-9a-f]+(:[0-9a-f]+)+"))
                            .toList();
            assertEquals(2, modes.size(), () -> said());
            assertEquals(modes.get(0), modes.get(1));
        }
        assertTrue(
                server.asked.toString().contains("\"columns\":101,\"rows\":37"),
                server.asked::toString);
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("out"))
                    + Files.readString(folder.resolve("err"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void says(String text) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!Files.readString(folder.resolve("out")).equals(text)) {
            assertTrue(System.nanoTime() < end, this::said);
            Thread.onSpinWait();
        }
    }

    private static void kill(Process process, String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    }

    private static int ended(Process process) throws InterruptedException {
        assertTrue(process.waitFor(40, TimeUnit.SECONDS), "it hangs");
        return process.exitValue();
    }

    private Process client(Path in, String... arguments) throws IOException {
        return start(in, words(arguments));
    }

    /** What a shell takes for the client too. */
    private static List<String> words(String... arguments) {
        var words =
                new ArrayList<>(
                        List.of(
                                System.getProperty("java.home") + "/bin/java",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.ratoon.cli.Main"));
        words.addAll(List.of(arguments));
        return words;
    }

    private Process start(Path in, List<String> command) throws IOException {
        // A build in the background ignores Ctrl-C, and what it starts would inherit that.
        var all = new ArrayList<>(List.of("/usr/bin/env", "--default-signal=INT"));
        all.addAll(command);
        var builder = new ProcessBuilder(all);
        builder.environment().put("RATOON_URL", server.url());
        builder.environment().put("RATOON_TOKEN", "a-token");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.redirectInput(in == null ? new java.io.File("/dev/null") : in.toFile());
        builder.redirectOutput(folder.resolve("out").toFile());
        builder.redirectError(folder.resolve("err").toFile());
        return builder.start();
    }
}
