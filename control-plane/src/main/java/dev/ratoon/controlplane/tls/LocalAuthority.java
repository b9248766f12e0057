package dev.ratoon.controlplane.tls;

import dev.ratoon.controlplane.home.Home;
import dev.ratoon.controlplane.home.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.bouncycastle.operator.OperatorException;

/**
 * A certificate authority of this home alone. It is made once, is constrained to this machine's
 * names and to private addresses, so that whoever trusts it risks little, and signs one certificate
 * that is made again when it nears its end or the machine's names change.
 */
public final class LocalAuthority {
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private final Path directory;
    private final Clock clock;
    private final X509Certificate certificate;
    private final PrivateKey key;

    private LocalAuthority(
            Path directory, Clock clock, X509Certificate certificate, PrivateKey key) {
        this.directory = directory;
        this.clock = clock;
        this.certificate = certificate;
        this.key = key;
    }

    static LocalAuthority in(Home home, Names names, Clock clock) {
        try {
            Path directory = home.directory("tls");
            Path certificateFile = directory.resolve("ca.pem");
            Path keyFile = directory.resolve("ca.key");
            if (!Files.exists(certificateFile)) {
                KeyPair pair = Issue.keyPair();
                X509Certificate made = Issue.authority(pair, names, clock.instant());
                // The certificate last: where it is, its key is.
                Pem.write(keyFile, Pem.key(pair.getPrivate()), "rw-------");
                Pem.write(certificateFile, Pem.certificate(made), "rw-r--r--");
            }
            X509Certificate certificate = Pem.certificates(certificateFile).getFirst();
            return new LocalAuthority(directory, clock, certificate, Pem.key(keyFile));
        } catch (IOException | GeneralSecurityException | OperatorException | RuntimeException e) {
            throw unusable(home.path().resolve("tls"), e);
        }
    }

    /** What people trust once, on each of their machines. */
    public Path certificateFile() {
        return directory.resolve("ca.pem");
    }

    /** To compare after the file was carried to another machine. */
    public String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    Tls.Local certify(Names names) {
        Path certificateFile = directory.resolve("server.pem");
        Path keyFile = directory.resolve("server.key");
        try {
            var request = Constraints.permitted(certificate, names);
            for (String wanted : names.wanted()) {
                if (!request.covers(wanted)) {
                    throw new StartFailure(
                            "The local authority in "
                                    + directory
                                    + " was made for other names than "
                                    + wanted
                                    + ".",
                            "Use a certificate of your own (--tls-cert FILE --tls-key FILE), or let"
                                    + " a new authority be made: rm -r '"
                                    + directory
                                    + "'");
                }
            }
            if (!stillGood(certificateFile, keyFile, request)) {
                KeyPair pair = Issue.keyPair();
                X509Certificate made =
                        Issue.server(certificate, key, pair, request, clock.instant());
                Files.deleteIfExists(certificateFile);
                Pem.write(keyFile, Pem.key(pair.getPrivate()), "rw-------");
                Pem.write(certificateFile, Pem.certificate(made), "rw-r--r--");
            }
            return new Tls.Local(certificateFile, keyFile, this);
        } catch (IOException | GeneralSecurityException | OperatorException e) {
            throw unusable(directory, e);
        }
    }

    private boolean stillGood(Path certificateFile, Path keyFile, SubjectNames names) {
        if (!Files.exists(certificateFile) || !Files.exists(keyFile)) {
            return false;
        }
        try {
            X509Certificate current = Pem.certificates(certificateFile).getFirst();
            current.verify(certificate.getPublicKey());
            Instant end = current.getNotAfter().toInstant();
            return clock.instant().plus(RENEW_BEFORE).isBefore(end)
                    && SubjectNames.of(current).equals(names);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private static StartFailure unusable(Path directory, Exception e) {
        return e instanceof StartFailure failure
                ? failure
                : new StartFailure(
                        "The local authority in " + directory + " cannot be used (" + e + ").",
                        "Let a new one be made and trust it anew: rm -r '" + directory + "'",
                        e);
    }
}
