package dev.ratoon.controlplane.tls;

import dev.ratoon.controlplane.basis.Machine;
import dev.ratoon.controlplane.home.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** Finds out before the start whether a certificate and a key that were given can serve. */
final class GivenCertificate {
    private GivenCertificate() {}

    static void check(Path certificateFile, Path keyFile, Instant now) {
        X509Certificate certificate = certificate(certificateFile);
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw new StartFailure(
                    "The certificate in "
                            + certificateFile
                            + " ended on "
                            + certificate.getNotAfter().toInstant()
                            + ".",
                    "Renew it, or let Ratoon make one: ./ratoon up --tls");
        }
        PrivateKey key = key(keyFile);
        if (!belongTogether(certificate.getPublicKey(), key)) {
            throw new StartFailure(
                    "The key in "
                            + keyFile
                            + " is not the key of the first certificate in "
                            + certificateFile
                            + ".",
                    "Give the key that the certificate was made for; the server's certificate must"
                            + " come first in its file");
        }
    }

    private static X509Certificate certificate(Path file) {
        try {
            List<X509Certificate> found = Pem.certificates(file);
            if (found.isEmpty()) {
                throw unusable("certificate", file, "there is no certificate in it");
            }
            return found.getFirst();
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw unusable("certificate", file, e);
        }
    }

    private static PrivateKey key(Path file) {
        try {
            return Pem.key(file);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw unusable("key", file, e);
        }
    }

    private static boolean belongTogether(PublicKey publicKey, PrivateKey key) {
        if (!publicKey.getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        try {
            byte[] challenge = new byte[32];
            Machine.randomness().nextBytes(challenge);
            Signature signature = Signature.getInstance(algorithm(key));
            signature.initSign(key);
            signature.update(challenge);
            byte[] answer = signature.sign();
            signature.initVerify(publicKey);
            signature.update(challenge);
            return signature.verify(answer);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }

    private static StartFailure unusable(String what, Path file, Exception e) {
        if (e instanceof StartFailure failure) {
            return failure;
        }
        String reason =
                Files.notExists(file)
                        ? "it is not there"
                        : Files.isReadable(file) ? String.valueOf(e.getMessage()) : "not readable";
        return unusable(what, file, reason);
    }

    private static StartFailure unusable(String what, Path file, String reason) {
        return new StartFailure(
                "The TLS " + what + " in " + file + " cannot be used: " + reason + ".",
                "Give PEM files that this user can read: ./ratoon up --tls-cert FILE --tls-key"
                        + " FILE");
    }
}
