package dev.ratoon.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the real bubblewrap and the real util-linux of this machine. */
class ConfinementProbeIT {
    @Test
    void bubblewrapConfinesWhoeverRunsTheProbe() {
        Confinement found = new ConfinementProbe().probe();

        var bubblewrap = assertInstanceOf(Confinement.Bubblewrap.class, found, found.toString());
        assertTrue(bubblewrap.version().matches("\\d+\\.\\d+.*"), bubblewrap.version());
    }

    @Test
    void bubblewrapConfinesForAnOrdinaryUserToo() {
        assertEquals("Bubblewrap", probedByAnOrdinaryUser("bwrap"));
    }

    @Test
    void utilLinuxConfinesWhenThereIsNoBubblewrap(@TempDir Path directory) throws IOException {
        Machine without = machineWith(directory, "unshare", "pivot_root", "setpriv");

        Confinement found = new ConfinementProbe(without).probe();

        var utilLinux = assertInstanceOf(Confinement.UtilLinux.class, found, found.toString());
        assertTrue(utilLinux.version().matches("\\d+\\.\\d+.*"), utilLinux.version());
    }

    @Test
    void utilLinuxConfinesForAnOrdinaryUserToo() {
        assertEquals("UtilLinux", probedByAnOrdinaryUser("unshare", "pivot_root", "setpriv"));
    }

    @Test
    void withNeitherItSaysWhatToInstall(@TempDir Path directory) throws IOException {
        Confinement found = new ConfinementProbe(machineWith(directory)).probe();

        var unavailable = assertInstanceOf(Confinement.Unavailable.class, found);
        assertTrue(unavailable.reason().contains("not"), unavailable.reason());
        assertTrue(unavailable.nextStep().contains("bubblewrap"), unavailable.nextStep());
    }

    @Test
    void aBubblewrapThatNeverAnswersCostsNoMoreThanItsBound(@TempDir Path directory)
            throws IOException {
        Machine machine = machineWith(directory, "setpriv");
        script(directory.resolve("bwrap"), "exec sleep 60");
        long before = System.nanoTime();

        Confinement found = new ConfinementProbe(machine).probe();

        assertInstanceOf(Confinement.Unavailable.class, found);
        Duration taken = Duration.ofNanos(System.nanoTime() - before);
        assertTrue(taken.compareTo(Duration.ofSeconds(4)) < 0, taken.toString());
    }

    @Test
    void aBubblewrapThatNeverAnswersKeepsNoOtherWayFromBeingTried(@TempDir Path directory)
            throws IOException {
        Machine machine = machineWith(directory, "setpriv", "unshare", "pivot_root");
        script(directory.resolve("bwrap"), "exec sleep 60");

        Confinement found = new ConfinementProbe(machine).probe();

        assertInstanceOf(Confinement.UtilLinux.class, found);
    }

    /** A program of that name which confines nothing: the name alone must not convince. */
    @Test
    void aBubblewrapThatDoesNotConfineIsFoundOut(@TempDir Path directory) throws IOException {
        Machine machine = machineWith(directory, "setpriv");
        script(
                directory.resolve("bwrap"),
                "while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"");

        Confinement found = new ConfinementProbe(machine).probe();

        var unavailable = assertInstanceOf(Confinement.Unavailable.class, found);
        assertTrue(unavailable.reason().contains("leaks: the sandbox sees the host's"));
    }

    /** In a JVM of its own, as nobody when the tests run as root. */
    private static String probedByAnOrdinaryUser(String... commands) {
        var command = new ArrayList<String>();
        if (Machine.thisOne().root()) {
            command.addAll(List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534"));
            command.addAll(List.of("--clear-groups", "--"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xshare:auto", "-cp", classes(), ProbeAlone.class.getName()));
        command.addAll(List.of(commands));
        Trial trial = Trial.run(command, Duration.ofSeconds(30));
        assertTrue(trial.succeeded(), trial.toString());
        return trial.output().strip();
    }

    private static String classes() {
        Path target = Path.of("target").toAbsolutePath();
        return target.resolve("classes") + ":" + target.resolve("test-classes");
    }

    private static Machine machineWith(Path directory, String... commands) throws IOException {
        Machine real = Machine.thisOne();
        // A temporary directory is closed to others, and the probe becomes nobody.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String name : commands) {
            Files.createSymbolicLink(directory.resolve(name), real.command(name).orElseThrow());
        }
        return new Machine(real.system(), real.root(), List.of(directory), real.osRelease());
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
