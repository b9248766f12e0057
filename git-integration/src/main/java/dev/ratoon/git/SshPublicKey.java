package dev.ratoon.git;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A public key as ssh writes it, of a host or of a person. Two are the same when their bytes are.
 *
 * @param type like {@code ssh-ed25519}; the same as stands in the bytes
 * @param base64 the bytes
 */
public record SshPublicKey(String type, String base64) {
    private static final int LARGEST = 16 << 10;

    public SshPublicKey {
        if (base64.length() > LARGEST || !type.equals(typeWithin(bytes(base64)))) {
            throw new IllegalArgumentException("not a public key of ssh");
        }
    }

    /** Reads a line as {@code ssh-keyscan} and {@code authorized_keys} have it, without options. */
    public static SshPublicKey parse(String line) {
        String[] parts = line.strip().split("\\s+", 3);
        if (parts.length < 2) {
            throw new IllegalArgumentException("not a public key of ssh");
        }
        return new SshPublicKey(parts[0], parts[1]);
    }

    public String line() {
        return type + " " + base64;
    }

    /**
     * As a line of {@code authorized_keys}: what its owner adds to the account at a host.
     *
     * @param comment tells it from other keys: a word
     */
    public String line(String comment) {
        if (!comment.matches("[A-Za-z0-9@._-]{1,100}")) {
            throw new IllegalArgumentException("not a word: " + comment);
        }
        return line() + " " + comment;
    }

    /** As {@code ssh-keygen -l} shows it. */
    public String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes(base64));
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    private static byte[] bytes(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
            throw new IllegalArgumentException("not a public key of ssh");
        }
        return bytes;
    }

    private static String typeWithin(byte[] key) {
        ByteBuffer all = ByteBuffer.wrap(key);
        int length = all.remaining() < Integer.BYTES ? -1 : all.getInt();
        if (length < 0 || length > all.remaining()) {
            throw new IllegalArgumentException("not a public key of ssh");
        }
        return new String(key, Integer.BYTES, length, StandardCharsets.US_ASCII);
    }
}
