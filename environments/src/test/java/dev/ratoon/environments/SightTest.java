package dev.ratoon.environments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SightTest {
    private static final Map<String, String> HOST = Map.of("net", "net:[1]");

    private static final String TIGHT =
            """
            root /usr
            process /proc/1
            interface lo
            capabilities 0000000000000000
            namespace net net:[2]
            canary hidden
            system read-only
            done yes
            """;

    @Test
    void nothingSeenIsNoHole() {
        assertEquals(Optional.empty(), Sight.of(TIGHT).hole(HOST));
    }

    @Test
    void aDirectoryOfTheHostIsAHole() {
        assertHole("root /usr", "root /home", "/home");
    }

    @Test
    void aNetworkInterfaceIsAHole() {
        assertHole("interface lo", "interface eth0", "network");
    }

    @Test
    void manyProcessesAreAHole() {
        assertHole("process /proc/1", "process /proc/1\n".repeat(9).strip(), "processes");
    }

    @Test
    void aCapabilityIsAHole() {
        assertHole("capabilities 0000000000000000", "capabilities 0000000000000001", "capab");
    }

    @Test
    void aSharedNamespaceIsAHole() {
        assertHole("net:[2]", "net:[1]", "net namespace");
    }

    @Test
    void aVisibleCanaryIsAHole() {
        assertHole("canary hidden", "canary seen", "temporary files");
    }

    @Test
    void writableProgramsAreAHole() {
        assertHole("system read-only", "system writable", "change");
    }

    @Test
    void anUnfinishedTrialIsAHole() {
        assertHole("done yes", "", "end");
    }

    private static void assertHole(String tight, String leaky, String words) {
        String hole = Sight.of(TIGHT.replace(tight, leaky)).hole(HOST).orElse("none");
        assertTrue(hole.contains(words), hole);
    }
}
