package dev.ratoon.controlplane.models;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Stars out a key that a provider says back to us, however its answer falls into pieces. Holds back
 * no more than what may be the beginning of the key. One answer; one thread.
 */
final class KeyMask {
    private final byte[] key;

    /** How much of the key the last bytes are, which are held back. */
    private int matched;

    KeyMask(String key) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
    }

    /** What may go on now. */
    byte[] masked(byte[] piece, int length) {
        if (key.length == 0) {
            return Arrays.copyOf(piece, length);
        }
        var out = new ByteArrayOutputStream(length + matched);
        for (int i = 0; i < length; i++) {
            take(piece[i], out);
        }
        return out.toByteArray();
    }

    /** What was held back. */
    byte[] rest() {
        byte[] rest = Arrays.copyOf(key, matched);
        matched = 0;
        return rest;
    }

    String masked(String text) {
        return key.length == 0
                ? text
                : text.replace(
                        new String(key, StandardCharsets.UTF_8), "*".repeat(key.length));
    }

    private void take(byte octet, ByteArrayOutputStream out) {
        while (matched > 0 && key[matched] != octet) {
            int shorter = shorter();
            out.write(key, 0, matched - shorter);
            matched = shorter;
        }
        if (key[matched] != octet) {
            out.write(octet);
            return;
        }
        matched++;
        if (matched == key.length) {
            out.writeBytes("*".repeat(matched).getBytes(StandardCharsets.US_ASCII));
            matched = 0;
        }
    }

    /** The longest beginning of the key that is an end of what is held back, and not all of it. */
    private int shorter() {
        for (int length = matched - 1; length > 0; length--) {
            if (Arrays.equals(key, 0, length, key, matched - length, matched)) {
                return length;
            }
        }
        return 0;
    }
}
