package dev.ratoon.controlplane.installs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The SHA-512 of a package, as a lockfile names it. An older digest is no reason to trust anything.
 *
 * @param hex in lower case
 */
record Integrity(String hex) {
    private static final String SHA512 = "sha512-";

    static Integrity parse(String name, String words) throws InstallTrouble {
        for (String word : words.strip().split("\\s+", -1)) {
            if (word.startsWith(SHA512)) {
                try {
                    byte[] bytes = Base64.getDecoder().decode(word.substring(SHA512.length()));
                    if (bytes.length == 64) {
                        return new Integrity(HexFormat.of().formatHex(bytes));
                    }
                } catch (IllegalArgumentException _) {
                    // As good as none.
                }
            }
        }
        throw new InstallTrouble(
                "The lockfile has no SHA-512 for " + name, "Make the lockfile anew with npm");
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    boolean isOf(MessageDigest digested) {
        return HexFormat.of().formatHex(digested.digest()).equals(hex);
    }
}
