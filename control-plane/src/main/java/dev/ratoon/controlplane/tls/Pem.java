package dev.ratoon.controlplane.tls;

import java.io.IOException;
import java.io.StringReader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Keys and certificates as text files. */
final class Pem {
    private Pem() {}

    static List<X509Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        var certificates = new ArrayList<X509Certificate>();
        for (Object found : objects(file)) {
            if (found instanceof X509CertificateHolder holder) {
                certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
            }
        }
        return certificates;
    }

    static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        for (Object found : objects(file)) {
            switch (found) {
                case PrivateKeyInfo info -> {
                    return new JcaPEMKeyConverter().getPrivateKey(info);
                }
                case PEMKeyPair pair -> {
                    return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                }
                default -> {} // a certificate or parameters beside the key
            }
        }
        throw new GeneralSecurityException("there is no unencrypted private key in it");
    }

    private static List<Object> objects(Path file) throws IOException {
        var objects = new ArrayList<Object>();
        try (var parser = new PEMParser(new StringReader(Files.readString(file)))) {
            for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
                objects.add(next);
            }
        } catch (PEMException e) {
            throw new IOException("it is damaged", e);
        }
        return objects;
    }

    static String certificate(X509Certificate certificate) throws GeneralSecurityException {
        return text("CERTIFICATE", certificate.getEncoded());
    }

    static String key(PrivateKey key) {
        return text("PRIVATE KEY", key.getEncoded());
    }

    private static String text(String kind, byte[] content) {
        return "-----BEGIN "
                + kind
                + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END "
                + kind
                + "-----\n";
    }

    /** Whole or not at all, and closed to others from its first moment. */
    static void write(Path file, String text, String permissions) throws IOException {
        Path directory = file.toAbsolutePath().resolveSibling("");
        Path draft = Files.createTempFile(directory, ".tls", null);
        try {
            Files.writeString(draft, text);
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(permissions));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
