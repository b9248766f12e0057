package dev.ratoon.controlplane.tls;

import dev.ratoon.controlplane.basis.Machine;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys and certificates; keeps nothing. */
final class Issue {
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);

    /** Apple's limit for a server's certificate is 398 days. */
    private static final Duration SERVER_LIFE = Duration.ofDays(397);

    /** For clients whose clock is a little behind. */
    private static final Duration SKEW = Duration.ofHours(24);

    private Issue() {}

    static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), Machine.randomness());
        return generator.generateKeyPair();
    }

    static X509Certificate authority(KeyPair pair, Names names, Instant now)
            throws GeneralSecurityException, OperatorException, IOException {
        var name =
                new X500Principal("O=Ratoon, CN=Ratoon local authority " + serial().toString(36));
        var builder = builder(name, name, pair.getPublic(), now, AUTHORITY_LIFE);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
        builder.addExtension(Extension.nameConstraints, true, Constraints.of(names).encoded());
        return sign(builder, pair.getPrivate());
    }

    static X509Certificate server(
            X509Certificate authority,
            PrivateKey authorityKey,
            KeyPair pair,
            SubjectNames names,
            Instant now)
            throws GeneralSecurityException, OperatorException, IOException {
        var builder =
                builder(
                        authority.getSubjectX500Principal(),
                        new X500Principal("O=Ratoon, CN=Ratoon on this machine"),
                        pair.getPublic(),
                        now,
                        SERVER_LIFE);
        var extensions = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(Extension.subjectAlternativeName, false, names.encoded());
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                extensions.createSubjectKeyIdentifier(pair.getPublic()));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                extensions.createAuthorityKeyIdentifier(authority));
        return sign(builder, authorityKey);
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Principal issuer,
            X500Principal subject,
            PublicKey key,
            Instant now,
            Duration life) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                serial(),
                Date.from(now.minus(SKEW)),
                Date.from(now.plus(life).minus(SKEW)),
                subject,
                key);
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorException {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static BigInteger serial() {
        return new BigInteger(127, Machine.randomness());
    }
}
