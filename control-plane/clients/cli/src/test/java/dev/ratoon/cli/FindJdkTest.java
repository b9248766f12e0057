package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that finds a JDK, on machines that are made up of folders. */
class FindJdkTest {
    private record Found(int exit, String home, String message) {}

    @TempDir Path machine;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void anEmptyMachine() throws IOException {
        environment.put("HOME", machine.resolve("home/ann").toString());
        Path tools = Files.createDirectories(machine.resolve("tools"));
        for (String tool : Set.of("readlink", "sed", "head", "uname", "cat")) {
            Path place = Path.of("/usr/bin", tool);
            Files.createSymbolicLink(
                    tools.resolve(tool), Files.exists(place) ? place : Path.of("/bin", tool));
        }
        environment.put("PATH", tools.toString());
        environment.put("RATOON_JVM_ROOT", machine.toString());
    }

    @Test
    void takesJavaHomeWhenItIsNewEnough() throws Exception {
        Path chosen = jdk("elsewhere/jdk-26", "26");
        jdk("usr/lib/jvm/jdk-25", "25.0.3");
        environment.put("JAVA_HOME", chosen.toString());
        assertEquals(chosen.toString(), find().home());
    }

    @Test
    void passesOverAJavaHomeThatIsTooOld() throws Exception {
        environment.put("JAVA_HOME", jdk("elsewhere/jdk-17", "17.0.15").toString());
        assertEquals(jdk("usr/lib/jvm/jdk-25", "25.0.3").toString(), find().home());
    }

    @Test
    void passesOverAJavaHomeThatIsNotThere() throws Exception {
        environment.put("JAVA_HOME", machine.resolve("gone").toString());
        assertEquals(jdk("opt/jdk-25", "25").toString(), find().home());
    }

    @Test
    void followsTheLinksOfThePath() throws Exception {
        Path real = jdk("elsewhere/jdk 25", "25.0.1");
        Path alternative = machine.resolve("alternative");
        Files.createSymbolicLink(alternative, real.resolve("bin/javac"));
        Files.createSymbolicLink(machine.resolve("tools/javac"), alternative);
        assertEquals(real.toRealPath().toString(), find().home());
    }

    @Test
    void prefersTheVersionThatTheTestsRanOn() throws Exception {
        jdk("usr/lib/jvm/jdk-26", "26.0.1");
        Path exact = jdk("home/ann/.sdkman/candidates/java/25-tem", "25");
        assertEquals(exact.toString(), find().home());
    }

    @Test
    void takesTheNewestWhereThatVersionIsMissing() throws Exception {
        jdk("usr/lib/jvm/jdk-26", "26.0.1");
        Path newest = jdk("home/ann/.jdks/jdk-27", "27-ea");
        assertEquals(newest.toString(), find().home());
    }

    @Test
    void findsTheFoldersOfMacOs() throws Exception {
        Path mac = jdk("Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home", "25.0.3");
        assertEquals(mac.toString(), find().home());
    }

    @Test
    void doesNotTakeARuntimeWithoutACompiler() throws Exception {
        Path runtime = jdk("usr/lib/jvm/jre-25", "25.0.3");
        Files.delete(runtime.resolve("bin/javac"));
        Found found = find();
        assertEquals(1, found.exit());
        assertTrue(found.message().contains("a runtime only: it has no javac"), found.message());
    }

    @Test
    void saysWhatIsMissingWhatIsThereAndHowToGetIt() throws Exception {
        Path old = jdk("usr/lib/jvm/jdk-17", "17.0.15");
        Files.createDirectories(machine.resolve("etc"));
        Files.createFile(machine.resolve("etc/debian_version"));
        Found found = find();
        assertEquals(1, found.exit());
        assertEquals("", found.home());
        assertTrue(found.message().startsWith("Ratoon needs a JDK 25 or newer"), found.message());
        assertTrue(found.message().contains("Java 17.0.15 in " + old), found.message());
        assertTrue(found.message().contains("apt install openjdk-25-jdk"), found.message());
    }

    @Test
    void needsNoHome() throws Exception {
        environment.remove("HOME");
        assertEquals(jdk("usr/java/jdk-25", "25").toString(), find().home());
    }

    private Path jdk(String place, String version) throws IOException {
        Path home = machine.resolve(place);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        for (String name : Set.of("java", "javac")) {
            // A JVM that is started instead of read about fails the test.
            Files.createFile(
                    home.resolve("bin").resolve(name),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        return home;
    }

    private Found find() throws IOException, InterruptedException {
        Path script = Path.of(System.getProperty("ratoon.root"), ".mvn", "find-jdk");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", script.toString());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Path out = machine.resolve("out");
        Path err = machine.resolve("err");
        int exit =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
        return new Found(
                exit,
                Files.readString(out, StandardCharsets.UTF_8).strip(),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
