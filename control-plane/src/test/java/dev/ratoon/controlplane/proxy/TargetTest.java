package dev.ratoon.controlplane.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetTest {
    @Test
    void aHostHasOneWayToBeWritten() {
        var read =
                """
                example.org           example.org false 443
                EXAMPLE.org:443       example.org false 443
                example.org.:8443     example.org false 8443
                a_b.example.org       a_b.example.org false 443
                93.184.216.34         93.184.216.34 true 443
                [2606:50c0::1]:443    2606:50c0:0:0:0:0:0:1 true 443
                [::ffff:10.0.0.1]:443 10.0.0.1 true 443
                """;
        for (String line : read.lines().toList()) {
            String[] columns = line.split(" +", -1);
            var wanted =
                    new Target(
                            columns[1],
                            Integer.parseInt(columns[3]),
                            Boolean.parseBoolean(columns[2]));
            assertEquals(Optional.of(wanted), Target.of(columns[0], 443), line);
        }
    }

    @Test
    void whatSomeLibraryReadsAsANumberIsNoHost() {
        for (String text :
                List.of(
                        "",
                        "127.1",
                        "2130706433",
                        "0x7f.0.0.1",
                        "0x7f000001",
                        "0177.0.0.1",
                        "127.0.0.01",
                        "256.1.1.1",
                        "999.1.1.1",
                        "[abc.de]:443",
                        "[deadbeef01.cafe.cc]:443",
                        "1.2.3.4.5",
                        "example.org:0",
                        "example.org:65536",
                        "example.org:443:443",
                        "user@example.org",
                        "example.org/",
                        "exa mple.org",
                        "exämple.org",
                        "-a.org",
                        ".org",
                        "a..org",
                        "[fe80::1%eth0]:443",
                        "[::1",
                        "::1",
                        "a".repeat(64) + ".org",
                        "a.".repeat(127) + "org")) {
            assertEquals(Optional.empty(), Target.of(text, 443), text);
        }
    }

    @Test
    void aListLetsInWhatItNames() {
        assertTrue(matches("example.org", "example.org:443"));
        assertTrue(matches("EXAMPLE.ORG.", "example.org:80"));
        assertTrue(matches("*.example.org", "a.b.example.org:443"));
        assertTrue(matches("example.org:8443", "example.org:8443"));
        assertTrue(matches("93.184.216.34", "93.184.216.34:443"));
        assertTrue(matches("[2606:50c0::1]:444", "[2606:50c0::1]:444"));
    }

    @Test
    void andNothingElse() {
        assertFalse(matches("example.org", "www.example.org:443"));
        assertFalse(matches("example.org", "example.org:8443"));
        assertFalse(matches("example.org", "notexample.org:443"));
        assertFalse(matches("*.example.org", "example.org:443"));
        assertFalse(matches("*.example.org", "notexample.org:443"));
        assertFalse(matches("*.example.org", "a.example.org.evil.net:443"));
        assertFalse(matches("example.org:8443", "example.org:443"));
        assertFalse(matches("93.184.216.34", "93.184.216.35:443"));
    }

    @Test
    void whatIsNoLineOfAListIsRefused() {
        for (String text :
                List.of(
                        "",
                        "*",
                        "*.",
                        "*.org",
                        "*.10.0.0.1",
                        "a.*.org",
                        "http://a.org",
                        "a.org:*")) {
            assertEquals(Optional.empty(), HostPattern.of(text), text);
        }
    }

    @Test
    void aLineIsKeptInOneForm() {
        assertEquals("example.org", HostPattern.of("Example.ORG").orElseThrow().text());
        assertEquals("example.org:443", HostPattern.of("example.org:443").orElseThrow().text());
        assertEquals("*.a.org:81", HostPattern.of("*.A.org:81").orElseThrow().text());
    }

    private static boolean matches(String pattern, String target) {
        return HostPattern.of(pattern).orElseThrow().matches(Target.of(target, 443).orElseThrow());
    }
}
