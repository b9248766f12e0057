package dev.ratoon.environments.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ratoon.environments.Machine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.AssertionFailedError;

/** When root runs the tests: the same once more in a process of an ordinary user's. */
class OrdinaryUserIT {
    /** Nobody's: the machine has no user of that number. */
    private static final String UID = "64001";

    @TestFactory
    Stream<DynamicTest> theContract() throws Exception {
        return alone(LocalSandboxesIT.class);
    }

    @TestFactory
    Stream<DynamicTest> theAttacks() throws Exception {
        return alone(AttacksIT.class);
    }

    @TestFactory
    Stream<DynamicTest> theGreed() throws Exception {
        return alone(GreedIT.class);
    }

    @TestFactory
    Stream<DynamicTest> theGreedWithoutBubblewrap() throws Exception {
        return alone(UtilLinuxGreedIT.class);
    }

    @TestFactory
    Stream<DynamicTest> theLife() throws Exception {
        return alone(LifeOfSandboxesIT.class);
    }

    @TestFactory
    Stream<DynamicTest> theContractWithoutBubblewrap() throws Exception {
        return alone(UtilLinuxIT.class);
    }

    @TestFactory
    Stream<DynamicTest> theAttacksWithoutBubblewrap() throws Exception {
        return alone(UtilLinuxAttacksIT.class);
    }

    @TestFactory
    Stream<DynamicTest> theErrands() throws Exception {
        return alone(ErrandsIT.class);
    }

    @TestFactory
    Stream<DynamicTest> theErrandsWithoutBubblewrap() throws Exception {
        return alone(UtilLinuxErrandsIT.class);
    }

    private static Stream<DynamicTest> alone(Class<?> tests) throws Exception {
        assumeTrue(Machine.thisOne().root(), "they ran as an ordinary user already");
        Path directory = Files.createTempDirectory("ratoon-ordinary");
        try {
            List<String> said = run(directory, tests);
            assertFalse(said.isEmpty());
            return said.stream()
                    .map(
                            line -> {
                                String[] words = line.split(" ", 2);
                                return DynamicTest.dynamicTest(
                                        words[0], () -> assertEquals("passed", words[1], words[0]));
                            });
        } finally {
            Removal.of(directory);
        }
    }

    private static List<String> run(Path directory, Class<?> tests) throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        var classes = new ArrayList<String>();
        for (Class<?> each :
                List.of(
                        Side.class,
                        TestsAlone.class,
                        Test.class,
                        AnnotationSupport.class,
                        AssertionFailedError.class)) {
            classes.add(readable(directory, each));
        }
        var command = new ArrayList<>(List.of("/usr/bin/setpriv", "--reuid=" + UID));
        command.addAll(List.of("--regid=" + UID, "--clear-groups", "--inh-caps=-all", "--"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-Djava.io.tmpdir=" + directory, "-cp", String.join(":", classes)));
        command.addAll(List.of(TestsAlone.class.getName(), tests.getName()));
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.lines().toList();
    }

    /** Where a class comes from; a jar that lies in root's own files is copied. */
    private static String readable(Path directory, Class<?> type) throws Exception {
        Path source = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(source)) {
            return source.toString();
        }
        Path copy = Files.copy(source, directory.resolve(source.getFileName()));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        return copy.toString();
    }
}
