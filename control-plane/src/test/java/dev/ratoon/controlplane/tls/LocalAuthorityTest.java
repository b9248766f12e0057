package dev.ratoon.controlplane.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.StartFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir Path directory;
    private Home home;
    private Names names;

    @BeforeEach
    void setUp() throws IOException {
        home = new Home(directory);
        names =
                new Names(
                        Set.of("ratoon.lan"),
                        Set.of("localhost", "ratoon.lan"),
                        Set.of(
                                InetAddress.ofLiteral("127.0.0.1"),
                                InetAddress.ofLiteral("::1"),
                                InetAddress.ofLiteral("192.168.4.7"),
                                InetAddress.ofLiteral("203.0.113.9")));
    }

    @Test
    void theServersCertificateNamesAllThatTheMachineIsCalled() throws Exception {
        X509Certificate made = certify(names, NOW);

        SubjectNames inside = SubjectNames.of(made);
        assertEquals(Set.of("localhost", "ratoon.lan"), inside.dns());
        assertEquals(
                Set.of("127.0.0.1", "0:0:0:0:0:0:0:1", "192.168.4.7", "203.0.113.9"),
                inside.addresses());
    }

    @Test
    void aSecondStartKeepsBothCertificates() throws Exception {
        X509Certificate first = certify(names, NOW);
        String authority = Files.readString(directory.resolve("tls/ca.pem"));

        assertEquals(first, certify(names, NOW.plus(Duration.ofDays(300))));
        assertEquals(authority, Files.readString(directory.resolve("tls/ca.pem")));
    }

    @Test
    void aStartNearTheEndRenewsTheServersCertificateUnderTheSameAuthority() throws Exception {
        X509Certificate first = certify(names, NOW);
        String authority = Files.readString(directory.resolve("tls/ca.pem"));

        X509Certificate second = certify(names, NOW.plus(Duration.ofDays(370)));

        assertNotEquals(first, second);
        assertEquals(authority, Files.readString(directory.resolve("tls/ca.pem")));
    }

    @Test
    void anAddressThatTheMachineGotSinceIsCertified() throws Exception {
        certify(names, NOW);
        var moved =
                new Names(
                        Set.of(),
                        Set.of("localhost"),
                        Set.of(
                                InetAddress.ofLiteral("10.1.2.3"),
                                InetAddress.ofLiteral("8.8.8.8")));

        SubjectNames inside = SubjectNames.of(certify(moved, NOW));

        assertEquals(Set.of("10.1.2.3"), inside.addresses(), "no foreign public address");
    }

    @Test
    void aNameThatTheAuthorityMayNotSignForIsRefusedWithTheWayOut() throws Exception {
        certify(names, NOW);
        var bank = new Names(Set.of("bank.example"), Set.of("bank.example"), Set.of());

        StartFailure refused = assertThrows(StartFailure.class, () -> certify(bank, NOW));

        assertTrue(refused.nextStep().contains("--tls-cert"), refused.nextStep());
    }

    @Test
    void keysAreClosedToOthers() throws Exception {
        certify(names, NOW);

        for (String key : Set.of("tls/ca.key", "tls/server.key")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(directory.resolve(key))),
                    key);
        }
    }

    @Test
    void aDamagedAuthorityIsOneMessage() throws Exception {
        certify(names, NOW);
        Files.writeString(directory.resolve("tls/ca.pem"), "no certificate");

        StartFailure refused = assertThrows(StartFailure.class, () -> certify(names, NOW));

        assertTrue(refused.nextStep().contains("rm -r"), refused.nextStep());
    }

    private X509Certificate certify(Names called, Instant now)
            throws IOException, GeneralSecurityException {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Tls.Local made =
                assertInstanceOf(
                        Tls.Local.class, LocalAuthority.in(home, called, clock).certify(called));
        return Pem.certificates(made.certificate()).getFirst();
    }
}
