package dev.ratoon.controlplane.secrets;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals secrets for the database and opens them: AES-256-GCM with a random nonce, bound to the
 * place of the value. A sealed value is: format (1 byte), key id (4), nonce (12), ciphertext with
 * its tag. A random 96-bit nonce is safe for some 2^32 secrets under one key.
 */
@Singleton
public class Vault {
    private static final byte FORMAT = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int HEADER = 1 + SecretsKey.ID_BYTES + NONCE;

    private final SecretsKey key;
    private final RandomGenerator random;

    Vault(SecretsKey key, RandomGenerator random) {
        this.key = key;
        this.random = random;
    }

    /** For a backup, which must not hold the key but should name the one it needs. */
    public String fingerprint() {
        return key.fingerprint();
    }

    public byte[] seal(Place place, String secret) {
        byte[] header = new byte[HEADER];
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        ByteBuffer.wrap(header).put(FORMAT).put(key.id()).put(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, header, place)
                            .doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(HEADER + sealed.length).put(header).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /** The secret; a {@link Failure} when it was sealed elsewhere, with another key, or changed. */
    public String open(Place place, byte[] sealed) {
        if (sealed.length < HEADER + TAG_BITS / 8 || sealed[0] != FORMAT) {
            throw broken(place);
        }
        byte[] id = keyId(sealed);
        if (!Arrays.equals(id, key.id())) {
            throw new Failure(
                    ProblemType.CONFLICT,
                    "This secret was sealed with a key that is no longer here. Enter it again.",
                    place + " needs the secrets key " + HexFormat.of().formatHex(id));
        }
        try {
            byte[] secret =
                    cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, HEADER), place)
                            .doFinal(sealed, HEADER, sealed.length - HEADER);
            return new String(secret, StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw broken(place);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    static byte[] keyId(byte[] sealed) {
        return Arrays.copyOfRange(sealed, 1, 1 + SecretsKey.ID_BYTES);
    }

    private Cipher cipher(int mode, byte[] header, Place place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = Arrays.copyOfRange(header, HEADER - NONCE, HEADER);
        cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header, 0, HEADER - NONCE);
        cipher.updateAAD(place.bytes());
        return cipher;
    }

    private static Failure broken(Place place) {
        return new Failure(
                ProblemType.INTERNAL,
                "This secret is not as it was stored and is not used. Enter it again.",
                "The sealed value in " + place + " was changed or moved");
    }
}
