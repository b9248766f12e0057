package dev.ratoon.git.github;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Our part of a description that people write in as well: between two comments, the first of which
 * has a digest of what we wrote, so that it is seen whether somebody wrote into it.
 */
final class Marks {
    private static final String ANY = "<!-- ratoon:";
    private static final String END = ANY + "end -->";
    private static final Pattern OURS =
            Pattern.compile(
                    "<!-- ratoon:begin ([0-9a-f]{16}) -->(.*?)<!-- ratoon:end -->", Pattern.DOTALL);

    private Marks() {}

    static String around(String text) {
        // What an agent wrote is no mark of ours.
        String safe = text.replace(ANY, "<!-- ").strip();
        return ANY + "begin " + digest(safe) + " -->\n" + safe + "\n" + END;
    }

    /**
     * The description with our part anew; empty where our part is gone, or is not ours any more.
     */
    static Optional<String> renewed(String description, String text) {
        Matcher ours = OURS.matcher(description);
        if (!ours.find() || !digest(ours.group(2)).equals(ours.group(1))) {
            return Optional.empty();
        }
        int begin = ours.start();
        int end = ours.end();
        // Two of them: somebody copied it, and nobody knows which one is ours.
        return ours.find()
                ? Optional.empty()
                : Optional.of(
                        description.substring(0, begin)
                                + around(text)
                                + description.substring(end));
    }

    /** The editor at GitHub ends lines in its own way. */
    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(
                                    text.replace("\r\n", "\n")
                                            .strip()
                                            .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
