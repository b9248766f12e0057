package dev.ratoon.controlplane.installs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockfileTest {
    private static final Platform HERE = new Platform("linux", "x64", "glibc");
    private static final String GOOD = Archive.integrity(new byte[] {1});

    private static List<String> plan(Locks locks) throws InstallTrouble {
        return Lockfile.read(locks.bytes()).planFor(HERE).stream()
                .map(LockedPackage::place)
                .toList();
    }

    @Test
    void optionalPackagesAreThoseOfThisMachine() throws Exception {
        var locks =
                new Locks()
                        .with("node_modules/a-x64", "1.0.0", GOOD, fits("[\"x64\"]", "linux"))
                        .with("node_modules/a-arm64", "1.0.0", GOOD, fits("\"arm64\"", "linux"))
                        .with("node_modules/a-win", "1.0.0", GOOD, fits("[\"x64\"]", "win32"))
                        .with("node_modules/a-no", "1.0.0", GOOD, fits("[\"!x64\"]", "linux"))
                        .with(
                                "node_modules/a-musl",
                                "1.0.0",
                                GOOD,
                                "\"optional\": true, \"libc\": [\"musl\"]")
                        .with(
                                "node_modules/a-glibc",
                                "1.0.0",
                                GOOD,
                                "\"optional\": true, \"libc\": [\"glibc\"]");

        assertEquals(List.of("node_modules/a-glibc", "node_modules/a-x64"), plan(locks));
    }

    private static String fits(String cpu, String os) {
        return "\"optional\": true, \"cpu\": %s, \"os\": [\"%s\"]".formatted(cpu, os);
    }

    @Test
    void whatIsNeededAndNotForThisMachineIsSaid() {
        var locks = new Locks().with("node_modules/a", "1.0.0", GOOD, "\"cpu\": [\"s390x\"]");

        var trouble = assertThrows(InstallTrouble.class, () -> plan(locks));

        assertTrue(trouble.what().contains("no a for this machine"), trouble.what());
    }

    @Test
    void whatLiesInAnotherComesAfterIt() throws Exception {
        var locks =
                new Locks()
                        .with("node_modules/b/node_modules/@c/d", "1.0.0", GOOD, "")
                        .with("node_modules/b", "1.0.0", GOOD, "")
                        .with("node_modules/dev", "1.0.0", GOOD, "\"dev\": true")
                        .with("node_modules/b/node_modules/in", "1.0.0", "", "\"inBundle\": true");

        assertEquals(List.of("node_modules/b", "node_modules/b/node_modules/@c/d"), plan(locks));
    }

    @Test
    void aPackageIsAskedOfTheRegistryThatIsConfigured() throws Exception {
        var locks =
                new Locks()
                        .with("node_modules/@a/b", "1.2.3", GOOD, "")
                        .with(
                                "node_modules/alias",
                                "1.0.0",
                                GOOD,
                                "\"name\": \"@x/y\", \"resolved\":"
                                        + " \"https://registry.npmjs.org/@x/y/-/y-1.0.0.tgz\"");

        List<String> files =
                Lockfile.read(locks.bytes()).planFor(HERE).stream()
                        .map(LockedPackage::file)
                        .toList();

        assertEquals(List.of("@a/b/-/b-1.2.3.tgz", "@x/y/-/y-1.0.0.tgz"), files);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node_modules/..",
                "node_modules/../../x",
                "node_modules/a/../../b",
                "/etc/x",
                "node_modules/a b",
                "node_modules/$(x)",
                "node_modules/.bin",
                "node_modules/-rf/x",
                "elsewhere"
            })
    void aPlaceThatIsNoneIsRefused(String place) {
        var locks = new Locks().with(place, "1.0.0", GOOD, "");

        assertThrows(InstallTrouble.class, () -> plan(locks));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"resolved\": \"git+ssh://git@host/x.git\"",
                "\"resolved\": \"https://evil.example/a/-/a-1.0.0.tgz\"",
                "\"resolved\": \"https://registry.npmjs.org/../x.tgz\"",
                "\"resolved\": \"file:../x.tgz\"",
                "\"link\": true",
                "\"bin\": {\"a\": \"../../x\"}",
                "\"bin\": {\"a\": \"/bin/sh\"}"
            })
    void whatComesFromElsewhereIsRefused(String more) {
        var locks = new Locks().with("node_modules/a", "1.0.0", GOOD, more);

        assertThrows(InstallTrouble.class, () -> plan(locks));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "sha512-AAAA", "sha512-?"})
    void withoutASha512NothingIsTrusted(String integrity) {
        var locks = new Locks().with("node_modules/a", "1.0.0", integrity, "");

        assertThrows(InstallTrouble.class, () -> plan(locks));
    }

    @Test
    void anOlderDigestBesideItDoesNotCount() throws Exception {
        var locks = new Locks().with("node_modules/a", "1.0.0", "sha1-AAAA " + GOOD, "");

        assertEquals(
                Integrity.parse("a", GOOD),
                Lockfile.read(locks.bytes()).packages().getFirst().integrity());
    }

    @Test
    void whatIsNoLockfileIsSaid() {
        assertThrows(InstallTrouble.class, () -> Lockfile.read("{".getBytes(StandardCharsets.UTF_8)));
        assertThrows(
                InstallTrouble.class,
                () -> Lockfile.read("{\"lockfileVersion\": 1}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anotherPlatformIsAnotherFolder() throws Exception {
        Lockfile lockfile = Lockfile.read(new Locks().bytes());

        assertNotEquals(
                lockfile.digest(HERE), lockfile.digest(new Platform("linux", "x64", "musl")));
    }
}
