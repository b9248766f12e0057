package dev.ratoon.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.protocol.Frame;
import dev.ratoon.protocol.Protocol;
import dev.ratoon.protocol.Terminal;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Byte streams to processes, through the runner and hands as they run for real. */
class ByteStreamIT {
    private static final int MEBIBYTE = 1 << 20;
    private static Sandbox sandbox;

    @BeforeAll
    static void start() throws Exception {
        sandbox = Sandbox.ready(Sandbox.assignment("auto"));
    }

    @AfterAll
    static void stop() throws Exception {
        sandbox.close();
    }

    @Test
    void inputOutputErrorAndExitCodePass() throws Exception {
        var stream =
                sandbox.control.exec(null, "sh", "-c", "read x; echo out $x; echo err >&2; exit 7");
        stream.type("in\n");
        assertEquals(7, stream.awaitExit());
        assertEquals("out in\n", stream.output());
        assertEquals("err\n", stream.error());
    }

    @Test
    void theEndOfTheInputPasses() throws Exception {
        var stream = sandbox.control.exec(null, "wc", "-c");
        stream.type("12345");
        stream.send(new Frame.Eof());
        assertEquals(0, stream.awaitExit());
        assertEquals("5", stream.output().strip());
    }

    @Test
    void aTerminalHasItsSizeAndControlsItsSession() throws Exception {
        var stream =
                sandbox.control.exec(
                        new Terminal("xterm", 80, 24),
                        "sh",
                        "-c",
                        "trap 'stty size' WINCH; stty size; tty; echo $TERM; echo ok >/dev/tty;"
                                + " while :; do sleep 0.1; done");
        stream.await(s -> s.output().contains("ok"));
        assertTrue(stream.output().startsWith("24 80\r\n/dev/pts/"), stream.output());
        assertTrue(stream.output().contains("xterm"));
        stream.send(new Frame.Resize(132, 43));
        stream.await(s -> s.output().contains("43 132"));
        stream.type("\003");
        assertEquals(130, stream.awaitExit());
    }

    @Test
    void aSignalReachesTheProcessAndThoseItStarted() throws Exception {
        String mark = "987" + (System.nanoTime() % 100_000);
        var stream =
                sandbox.control.exec(
                        null, "sh", "-c", "sleep " + mark + " & echo there; wait; sleep " + mark);
        stream.await(s -> s.output().contains("there"));
        stream.send(new Frame.Signal("TERM"));
        assertEquals(143, stream.awaitExit());
        sandbox.awaitNoProcess("sleep " + mark);
    }

    @Test
    void aHundredMegabytesPassThroughInFlatMemory() throws Exception {
        long handsBefore = Memory.of(sandbox.hands());
        long runnerBefore = Memory.of(sandbox.runner());
        var stream = sandbox.control.exec(null, "cat");
        byte[] block = new byte[MEBIBYTE];
        long began = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            Arrays.fill(block, (byte) i);
            stream.write(block);
        }
        stream.send(new Frame.Eof());
        assertEquals(0, stream.awaitExit());
        double seconds = (System.nanoTime() - began) / 1e9;
        assertEquals(100L * MEBIBYTE, stream.received());
        Memory.say("cat: %.0f MiB/s each way".formatted(100 / seconds));
        Memory.assertFlat("hands", handsBefore, sandbox.hands());
        Memory.assertFlat("runner", runnerBefore, sandbox.runner());
    }

    @Test
    void aFloodWaitsForItsReader() throws Exception {
        String mark = UUID.randomUUID().toString();
        long handsBefore = Memory.of(sandbox.hands());
        var stream =
                sandbox.control.exec(
                        null, "sh", "-c", "echo go; read x; yes " + mark + " & exit 0");
        stream.await(s -> s.output().contains("go"));
        stream.reading(false);
        stream.type("\n");
        stream.await(s -> s.received() >= Protocol.WINDOW);
        // Whatever would come all the same has come by then.
        assertEquals(0, sandbox.control.exec(null, "sleep", "1").awaitExit());
        assertTrue(stream.received() <= Protocol.WINDOW + 3, "credit is a bound");
        assertFalse(stream.isOver(), "nobody had to hang up on it");
        Memory.assertFlat("hands", handsBefore, sandbox.hands());
        stream.cut();
        sandbox.awaitNoProcess(mark);
    }

    @Test
    void whatAProcessLeavesBehindEndsWithIt() throws Exception {
        String mark = "876" + (System.nanoTime() % 100_000);
        var stream =
                sandbox.control.exec(
                        null,
                        "sh",
                        "-c",
                        "setsid sleep "
                                + mark
                                + " & (setsid setsid sleep "
                                + mark
                                + " &) ; exit 3");
        assertEquals(3, stream.awaitExit());
        assertEquals(java.util.List.of(), sandbox.processes("sleep " + mark));
    }

    @Test
    void hangingUpEndsChildrenThatHide() throws Exception {
        String mark = "765" + (System.nanoTime() % 100_000);
        var stream =
                sandbox.control.exec(
                        null,
                        "sh",
                        "-c",
                        "trap '' TERM HUP; setsid sleep "
                                + mark
                                + " & (setsid sh -c 'trap \"\" TERM; sleep "
                                + mark
                                + "; :' &); env -i PATH=$PATH setsid sh -c 'trap \"\" TERM; sleep "
                                + mark
                                + "; :' & echo up; wait");
        stream.await(s -> s.output().contains("up"));
        stream.cut();
        sandbox.awaitNoProcess("sleep " + mark);
    }

    @Test
    void whatCannotRunIsRefusedInWords() throws Exception {
        sandbox.control.request(null, "no-such-program");
        var refusal = sandbox.control.refused.poll(20, TimeUnit.SECONDS);
        assertNotNull(refusal);
        assertTrue(refusal.words().contains("no program 'no-such-program'"), refusal.words());
    }

    @Test
    void oneLineOfFiftyMegabytesOfNulPasses() throws Exception {
        long handsBefore = Memory.of(sandbox.hands());
        var stream = sandbox.control.exec(null, "head", "-c", "50000000", "/dev/zero");
        assertEquals(0, stream.awaitExit());
        assertEquals(50_000_000, stream.received());
        Memory.assertFlat("hands", handsBefore, sandbox.hands());
    }
}
