package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that cannot be: one message, the next step, an exit code, and nothing left behind. */
class BadStartIT {
    @TempDir Path folder;
    private Installation ratoon;

    @BeforeEach
    void aHomeThatIsNotThereYet() throws Exception {
        // Another user has to reach what is in it.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        ratoon = new Installation(folder);
    }

    @AfterEach
    void leaveNothing() throws Exception {
        ratoon.close();
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (var _ = new ServerSocket(ratoon.port(), 1, InetAddress.getLoopbackAddress())) {
            refused("Port " + ratoon.port() + " of 127.0.0.1 is taken", "--port");
        }
        assertFalse(Files.exists(ratoon.home().resolve("postgres")), "a database was made");
    }

    @Test
    void aHomeThatIsAFileStaysOne() throws Exception {
        Files.writeString(ratoon.home(), "mine");
        refused(ratoon.home() + " is a file", "--home DIR");
        assertEquals("mine", Files.readString(ratoon.home()));
    }

    @Test
    void aHomeThatIsNotWritableIsNamed() throws Exception {
        Path closed =
                Files.createDirectory(
                        folder.resolve("closed"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("r-xr-xr-x")));
        refused(
                ratoon.launch(
                        asSomebodyWhoMayNotWriteHere(),
                        "--home",
                        closed.resolve("home").toString()),
                "cannot write to its data directory " + closed + "/home (permission denied)",
                "Make it yours");
        try (Stream<Path> made = Files.list(closed)) {
            assertEquals(List.of(), made.toList());
        }
    }

    @Test
    void anUnknownKeyIsToldTheNearest() throws Exception {
        Files.createDirectory(ratoon.home());
        Files.writeString(ratoon.home().resolve("ratoon.properties"), "ratoon.logg.level=DEBUG\n");
        refused("does not know the key \"ratoon.logg.level\"", "\"ratoon.log.level\"");
    }

    @Test
    void anUnknownOptionIsNotUnderstood() throws Exception {
        Launched.End end = ratoon.launch("--prot", "1").end();
        assertEquals(2, end.exit(), end::toString);
        assertTrue(end.err().startsWith("Unknown option"), end::toString);
        assertTrue(end.err().contains("The nearest is '--port'."), end::toString);
        assertTrue(end.err().contains("\nNext: "), end::toString);
        assertFalse(Files.exists(ratoon.home()), "a home was made");
    }

    @Test
    void aPortThatIsNoNumberIsNotUnderstood() throws Exception {
        Launched.End end = ratoon.launch("--port", "http").end();
        assertEquals(2, end.exit(), end::toString);
        assertTrue(end.err().contains("'http'"), end::toString);
    }

    @Test
    void listeningForOthersWithoutTlsIsRefused() throws Exception {
        refused(ratoon.launch("--host", "0.0.0.0"), "TLS", "--tls");
    }

    @Test
    void withoutAnyHomeItAsksForOne() throws Exception {
        ratoon.without("RATOON_HOME").without("XDG_DATA_HOME").without("HOME");
        refused("does not know where its data is", "./ratoon up --home DIR");
    }

    @Test
    void withoutHomeItTakesTheOneThatIsGiven() throws Exception {
        ratoon.without("RATOON_HOME").without("XDG_DATA_HOME").without("HOME");
        try (var socket = new ServerSocket(ratoon.port(), 1, InetAddress.getLoopbackAddress())) {
            refused(
                    ratoon.launch("--home", ratoon.home().toString()),
                    "Port " + socket.getLocalPort(),
                    "--port");
        }
        assertTrue(Files.isDirectory(ratoon.home()));
    }

    @Test
    void anOldJdkIsNamedWithWhatToInstall() throws Exception {
        Path old = folder.resolve("usr/lib/jvm/jdk-17");
        Files.createDirectories(old.resolve("bin"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
        for (String program : List.of("java", "javac")) {
            Files.writeString(old.resolve("bin").resolve(program), "#!/bin/sh\nexit 99\n");
            assertTrue(old.resolve("bin").resolve(program).toFile().setExecutable(true));
        }
        // Only our folders are looked into when the root is given and nothing is on the path.
        ratoon.with("JAVA_HOME", old.toString()).with("RATOON_JVM_ROOT", folder.toString());
        ratoon.with("PATH", pathWithoutJava());
        Launched.End end = ratoon.launch().end();
        assertEquals(1, end.exit(), end::toString);
        assertTrue(end.err().startsWith("Ratoon needs a JDK 25 or newer"), end::toString);
        assertTrue(end.err().contains("Java 17.0.15 in " + old), end::toString);
        assertTrue(end.err().contains("Next: install one"), end::toString);
        assertFalse(Files.exists(ratoon.home()), "a home was made");
    }

    @Test
    void aWrongDatabaseUrlIsExplained() throws Exception {
        int nobody = Installation.freePort();
        refused(
                ratoon.launch("--database-url", "postgresql://a:secret@127.0.0.1:" + nobody + "/b"),
                "Nothing listens for a database at 127.0.0.1:" + nobody,
                "--database-url");
    }

    @Test
    void whatIsNoDatabaseUrlIsExplained() throws Exception {
        refused(
                ratoon.launch("--database-url", "mysql://a:secret@host/b"),
                "database",
                "postgresql://");
    }

    @Test
    @Tag("long")
    void aFullDiskIsNamedAndLeavesNothingHalfMade() throws Exception {
        fullAndThenNot("size=24m", "size=1g");
    }

    @Tag("long")
    @Test
    void aDiskThatTakesNoFurtherFileIsNamed() throws Exception {
        fullAndThenNot("size=1g,nr_inodes=1", "nr_inodes=100k");
    }

    private void fullAndThenNot(String full, String notFull) throws Exception {
        Files.createDirectory(ratoon.home());
        Path disk = ratoon.home();
        boolean mounted =
                shell("mount -t tmpfs -o " + full + " ratoon-test '" + disk + "' 2>/dev/null") == 0;
        if (!mounted) {
            System.out.println("Skipped: a full disk. This user may not mount one.");
        }
        assumeTrue(mounted, "may not mount");
        try {
            refused("The disk that holds " + disk + " is full", "Make room there");
            assertEquals(0, shell("mount -o remount," + notFull + " '" + disk + "'"));
            Launched up = ratoon.up();
            up.kill("INT");
            assertEquals(0, up.end().exit());
        } finally {
            ratoon.killAll();
            shell("umount '" + disk + "'");
        }
    }

    private void refused(String what, String next) throws Exception {
        refused(ratoon.launch(), what, next);
    }

    /** Two lines for people, exit 1, and nobody who goes on working. */
    private void refused(Launched launched, String what, String next) throws Exception {
        Launched.End end = launched.end();
        assertEquals(1, end.exit(), end::toString);
        List<String> lines = end.err().lines().toList();
        assertEquals(2, lines.size(), end::toString);
        assertTrue(lines.getFirst().contains(what), end::toString);
        assertTrue(lines.getLast().startsWith("Next: "), end::toString);
        assertTrue(lines.getLast().contains(next), end::toString);
        assertFalse(end.err().contains("secret"), end::toString);
        assertEquals("", end.out());
        ratoon.assertNothingRuns();
    }

    /** Root writes everywhere: it becomes nobody. */
    private static List<String> asSomebodyWhoMayNotWriteHere() {
        return "root".equals(System.getProperty("user.name"))
                ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--")
                : List.of();
    }

    private String pathWithoutJava() throws Exception {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("readlink", "sed", "head", "uname", "cat")) {
            String real = (Files.exists(Path.of("/usr/bin", tool)) ? "/usr/bin/" : "/bin/") + tool;
            Path place = tools.resolve(tool);
            Files.writeString(place, "#!/bin/sh\nexec " + real + " \"$@\"\n");
            assertTrue(place.toFile().setExecutable(true));
        }
        return tools.toString();
    }

    private static int shell(String line) throws Exception {
        return new ProcessBuilder("/bin/sh", "-c", line).inheritIO().start().waitFor();
    }
}
