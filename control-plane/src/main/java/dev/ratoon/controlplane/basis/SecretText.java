package dev.ratoon.controlplane.basis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * A secret that signs somebody in: a readable prefix that says what it is (and lets a secret
 * scanner find it), then 256 random bits. Only its hash is ever stored, and it never prints itself.
 */
public record SecretText(String value) {
    public static SecretText random(String prefix, RandomGenerator random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return new SecretText(
                prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** SHA-256 suffices: nobody can try all values of 256 random bits. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Takes the same time whatever the difference. */
    public boolean hashesTo(byte[] expected) {
        return MessageDigest.isEqual(hash(), expected);
    }

    @Override
    public String toString() {
        return "SecretText[hidden]";
    }
}
