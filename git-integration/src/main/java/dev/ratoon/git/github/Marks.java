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
 * has a digest of what we wrote, so that it is seen whether somebody wrote into it. It says too
 * whether a person gave us the words: then none that were composed take their place.
 */
final class Marks {
    private static final String ANY = "<!-- ratoon:";
    private static final String END = ANY + "end -->";
    private static final Pattern OURS =
            Pattern.compile(
                    "<!-- ratoon:begin (given )?([0-9a-f]{16}) -->(.*?)<!-- ratoon:end -->",
                    Pattern.DOTALL);

    /** Before a text that a person gave, on its way to here; it stands in no description. */
    private static final String GIVEN = ANY + "given -->";

    private Marks() {}

    static String given(String text) {
        return GIVEN + text;
    }

    static String around(String text) {
        boolean given = text.startsWith(GIVEN);
        // What an agent wrote is no mark of ours.
        String safe = text.substring(given ? GIVEN.length() : 0).strip();
        while (safe.contains(ANY)) {
            safe = safe.replace(ANY, "<!-- ");
        }
        String by = given ? "given " : "";
        return ANY + "begin " + by + digest(safe) + " -->\n" + safe + "\n" + END;
    }

    /**
     * The description with our part anew, or as it is where that was given and this is not; empty
     * where our part is gone, or is not ours any more.
     */
    static Optional<String> renewed(String description, String text) {
        Matcher ours = OURS.matcher(description);
        if (!ours.find() || !digest(ours.group(3)).equals(ours.group(2))) {
            return Optional.empty();
        }
        int begin = ours.start();
        int end = ours.end();
        boolean stays = ours.group(1) != null && !text.startsWith(GIVEN);
        // Two of them: somebody copied it, and nobody knows which one is ours.
        return ours.find()
                ? Optional.empty()
                : Optional.of(
                        stays
                                ? description
                                : description.substring(0, begin)
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
