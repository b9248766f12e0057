package dev.ratoon.controlplane.peers;

import dev.ratoon.controlplane.secrets.SecretsKey;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The key pair of the link between processes: follows from the secrets key, so that each process of
 * an installation has the same one and nobody else has it. Whoever proves it in the TLS handshake
 * is one of them; nothing that could be taken and shown again travels. Pure.
 */
record LinkKeys(KeyPair pair, X509Certificate certificate) {
    private static final Duration LIFE = Duration.ofDays(3650);
    private static final Duration SKEW = Duration.ofDays(2);

    static LinkKeys of(SecretsKey secrets, Instant now) {
        try {
            KeyPair pair = pair(secrets);
            return new LinkKeys(pair, certificate(pair, now));
        } catch (GeneralSecurityException | OperatorException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    /** A scalar of twice as many bits as it needs, so that the remainder favours none. */
    private static KeyPair pair(SecretsKey secrets) throws GeneralSecurityException {
        X9ECParameters curve = CustomNamedCurves.getByName("secp256r1");
        byte[] seed =
                ByteBuffer.allocate(64)
                        .put(secrets.derive("link between processes, first half"))
                        .put(secrets.derive("link between processes, second half"))
                        .array();
        BigInteger scalar =
                new BigInteger(1, seed)
                        .mod(curve.getN().subtract(BigInteger.ONE))
                        .add(BigInteger.ONE);
        var point = curve.getG().multiply(scalar).normalize();
        AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
        named.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec spec = named.getParameterSpec(ECParameterSpec.class);
        KeyFactory factory = KeyFactory.getInstance("EC");
        return new KeyPair(
                factory.generatePublic(
                        new ECPublicKeySpec(
                                new ECPoint(
                                        point.getAffineXCoord().toBigInteger(),
                                        point.getAffineYCoord().toBigInteger()),
                                spec)),
                factory.generatePrivate(new ECPrivateKeySpec(scalar, spec)));
    }

    /** TLS wants one around the key; nobody reads what is in it. */
    private static X509Certificate certificate(KeyPair pair, Instant now)
            throws GeneralSecurityException, OperatorException {
        var name = new X500Principal("O=Ratoon, CN=Ratoon control plane");
        var builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(now.minus(SKEW)),
                        Date.from(now.plus(LIFE)),
                        name,
                        pair.getPublic());
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    /** Neither half may reach a log. */
    @Override
    public String toString() {
        return "LinkKeys[hidden]";
    }
}
