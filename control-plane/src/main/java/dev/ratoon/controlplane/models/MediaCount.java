package dev.ratoon.controlplane.models;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Counts what stands in a body beside text. Where its data lies decides, and what that data says it
 * is: what is none of the pictures that are known is of no known size. One body; one thread.
 */
final class MediaCount {
    /** Still ones, of one page. */
    private static final Pattern PICTURE =
            Pattern.compile("image/(png|jpeg|jpg|webp|gif|heic|heif)");

    private static final Pattern OF_PICTURE =
            Pattern.compile("data:" + PICTURE.pattern() + "[;,].*", Pattern.DOTALL);

    /** As much of an address as it takes to know. */
    static final int TO_KNOW = 24;

    /** What has data that is no medium: it is as long as what it says. */
    private static final Set<String> OF_TEXT = Set.of("redacted_thinking", "reasoning.encrypted");

    private int pictures;
    private int others;

    /** What one object says of the data in it. */
    static final class Held {
        boolean data;
        String type = "";
        String mime = "";
    }

    /**
     * Counts what an address holds itself.
     *
     * @param beginning of that address
     * @return whether its size has a bound
     */
    boolean address(String beginning) {
        return count(OF_PICTURE.matcher(beginning.toLowerCase(Locale.ROOT)).matches());
    }

    /** The same, of an object that is over. */
    boolean object(Held held) {
        boolean text =
                held.mime.isEmpty() ? OF_TEXT.contains(held.type) : held.mime.startsWith("text/");
        return !held.data || text || count(PICTURE.matcher(held.mime).matches());
    }

    /** Of which nothing is known. */
    boolean other() {
        return count(false);
    }

    private boolean count(boolean picture) {
        if (picture) {
            pictures++;
        } else {
            others++;
        }
        return picture;
    }

    Media counted() {
        return new Media(pictures, others);
    }
}
