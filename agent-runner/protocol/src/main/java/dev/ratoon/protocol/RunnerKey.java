package dev.ratoon.protocol;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * A key pair that a runner makes for itself at its start and never writes down. With it the runner
 * makes credentials that live for minutes, one per audience, for as long as the control plane knows
 * the public half: however long that was away.
 */
public record RunnerKey(PrivateKey own, PublicKey open) {
    /** The longest that a credential may live. */
    public static final Duration LIFE = Duration.ofMinutes(15);

    private static final String ALGORITHM = "Ed25519";

    public static RunnerKey fresh() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new RunnerKey(pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /** The public half, as Hello carries it. */
    public String published() {
        return Base64.getEncoder().encodeToString(open.getEncoded());
    }

    public Credential sign(Audience audience, String agent, int incarnation, Instant now) {
        Credential unsigned =
                new Credential(audience, agent, incarnation, now.plus(Duration.ofMinutes(5)), "");
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(own);
            signature.update(unsigned.signed());
            return unsigned.with(
                    Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK signs with Ed25519", e);
        }
    }

    /** Whether the owner of the public key signed it. Says nothing of audience or time. */
    static boolean signedBy(String published, Credential credential) {
        try {
            PublicKey key =
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePublic(
                                    new X509EncodedKeySpec(Base64.getDecoder().decode(published)));
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(credential.signed());
            return signature.verify(Base64.getUrlDecoder().decode(credential.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
