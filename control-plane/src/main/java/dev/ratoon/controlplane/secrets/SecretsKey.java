package dev.ratoon.controlplane.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The 256 bits that seal every secret. It tells its fingerprint, never itself. */
public final class SecretsKey {
    static final int BYTES = 32;
    static final int ID_BYTES = 4;

    private final SecretKeySpec key;
    private final byte[] fingerprint;

    SecretsKey(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a secrets key has " + BYTES + " bytes");
        }
        key = new SecretKeySpec(bytes, "AES");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            fingerprint = Arrays.copyOf(mac.doFinal("ratoon key id".getBytes(UTF_8)), 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    SecretKeySpec key() {
        return key;
    }

    /** Stands in front of all that it sealed, so that a wrong key is told from a broken value. */
    byte[] id() {
        return Arrays.copyOf(fingerprint, ID_BYTES);
    }

    /** Enough to tell two keys apart; nothing of the key can be learnt from it. */
    public String fingerprint() {
        return HexFormat.of().formatHex(fingerprint);
    }

    /** Another secret, for one purpose, from which this one cannot be found. */
    public byte[] derive(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            return mac.doFinal(("ratoon derived: " + purpose).getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "SecretsKey[" + fingerprint() + "]";
    }
}
