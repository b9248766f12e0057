package dev.ratoon.controlplane.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsChoiceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir Path directory;
    private Home home;
    private Path certificate;
    private Path key;

    @BeforeEach
    void anAuthorityHasMadeACertificate() {
        home = new Home(directory);
        certificate = directory.resolve("tls/server.pem");
        key = directory.resolve("tls/server.key");
        settle("localhost", true, null, null, NOW);
    }

    @Test
    void loopbackNeedsNoTls() {
        assertEquals(new Tls.Off(), settle("127.0.0.1", false, null, null, NOW));
        assertEquals(new Tls.Off(), settle("localhost", false, null, null, NOW));
        assertEquals(new Tls.Off(), settle("::1", false, null, null, NOW));
    }

    @Test
    void beyondLoopbackWithoutTlsIsRefusedWithTheExactNextStep() {
        for (String host : new String[] {"0.0.0.0", "::", "192.168.1.4"}) {
            StartFailure refused =
                    assertThrows(StartFailure.class, () -> settle(host, false, null, null, NOW));
            assertEquals("./ratoon up --host " + host + " --tls", refused.nextStep());
        }
    }

    @Test
    void aGoodPairIsUsed() {
        assertEquals(
                new Tls.Given(certificate, key), settle("0.0.0.0", false, certificate, key, NOW));
    }

    @Test
    void aHostThatIsNoAddressIsOneMessage() {
        assertTrue(refusal("no such host", certificate, key).contains("not a name or address"));
    }

    @Test
    void oneHalfOfAPairIsNotEnough() {
        assertTrue(refusal("0.0.0.0", certificate, null).startsWith("--tls-cert"));
        assertTrue(refusal("0.0.0.0", null, key).startsWith("--tls-key"));
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = directory.resolve("none.pem");

        assertTrue(refusal("0.0.0.0", missing, key).contains("none.pem"));
        assertTrue(refusal("0.0.0.0", certificate, missing).contains("it is not there"));
    }

    @Test
    void aFileWithoutWhatIsNeededIsNamed() {
        assertTrue(refusal("0.0.0.0", key, key).contains("no certificate in it"));
        assertTrue(refusal("0.0.0.0", certificate, certificate).contains("private key in it"));
    }

    @Test
    void aDamagedFileIsOneMessage() throws IOException {
        Path damaged = directory.resolve("damaged.pem");
        Files.writeString(damaged, Files.readString(certificate).replace('M', '!'));

        assertTrue(refusal("0.0.0.0", damaged, key).contains("damaged.pem"));
    }

    @Test
    void aKeyOfAnotherCertificateIsFoundOut() throws IOException, GeneralSecurityException {
        KeyPair other = Issue.keyPair();
        Path otherKey = directory.resolve("other.key");
        Pem.write(otherKey, Pem.key(other.getPrivate()), "rw-------");

        assertTrue(refusal("0.0.0.0", certificate, otherKey).contains("is not the key of"));
    }

    @Test
    void anEndedCertificateIsRefused() {
        StartFailure refused =
                assertThrows(
                        StartFailure.class,
                        () ->
                                settle(
                                        "0.0.0.0",
                                        false,
                                        certificate,
                                        key,
                                        NOW.plus(Duration.ofDays(500))));

        assertTrue(String.valueOf(refused.getMessage()).contains("ended on 2027"));
    }

    private String refusal(String host, @Nullable Path certificate, @Nullable Path key) {
        StartFailure refused =
                assertThrows(StartFailure.class, () -> settle(host, false, certificate, key, NOW));
        return String.valueOf(refused.getMessage());
    }

    private Tls settle(
            String host,
            boolean local,
            @Nullable Path certificate,
            @Nullable Path key,
            Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new TlsChoice(host, local, certificate, key).settle(home, clock);
    }
}
