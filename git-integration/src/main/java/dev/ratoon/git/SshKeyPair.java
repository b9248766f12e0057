package dev.ratoon.git;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A new key with which somebody shows himself to hosts over ssh.
 *
 * @param privateKey PKCS#8 in base64: a secret
 * @param publicKey what its owner gives to the host
 */
public record SshKeyPair(String privateKey, SshPublicKey publicKey) {
    private static final String TYPE = "ssh-ed25519";
    private static final int PUBLIC_BYTES = 32;

    /** Of the only kind that is made: Ed25519. */
    public static SshKeyPair make(SecureRandom random) {
        KeyPair pair = pair(random);
        byte[] type = TYPE.getBytes(StandardCharsets.US_ASCII);
        // X.509 has the 32 bytes of the key at its end, after words that are the same for all.
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] line =
                ByteBuffer.allocate(2 * Integer.BYTES + type.length + PUBLIC_BYTES)
                        .putInt(type.length)
                        .put(type)
                        .putInt(PUBLIC_BYTES)
                        .put(encoded, encoded.length - PUBLIC_BYTES, PUBLIC_BYTES)
                        .array();
        return new SshKeyPair(
                base64(pair.getPrivate().getEncoded()), new SshPublicKey(TYPE, base64(line)));
    }

    private static KeyPair pair(SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, random);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no Ed25519", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "SshKeyPair[" + publicKey.fingerprint() + "]";
    }
}
