package dev.ratoon.controlplane.life;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The images that environments may choose, as whoever operates Ratoon lists them: one by its full
 * name, all below a path by {@code example.org/tools/*}, every tag of one by {@code
 * example.org/tools/java:*}. Names are compared as they are written. One without its registry or
 * its tag is no full name: what it means is for each node to say. Pure.
 *
 * @param pods whether sandboxes are pods: no others have an image
 */
public record AllowedImages(boolean pods, List<String> listed) {
    /** Of sandboxes of this machine. */
    public static final AllowedImages NONE = new AllowedImages(false, List.of());

    private static final int LONGEST = 255;
    private static final int LONGEST_SHOWN = 80;
    private static final int MOST_SHOWN = 8;

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
    private static final String REGISTRY =
            "(?:"
                    + LABEL
                    + "(?:\\."
                    + LABEL
                    + ")+(?::[0-9]{1,5})?|"
                    + LABEL
                    + ":[0-9]{1,5}|localhost)";
    private static final String PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final String NAME = REGISTRY + "(?:/" + PART + ")+";
    private static final String TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
    private static final String DIGEST = "@sha256:[0-9a-f]{64}";

    private static final Pattern FULL =
            Pattern.compile(NAME + "(?::" + TAG + "(?:" + DIGEST + ")?|" + DIGEST + ")");
    private static final Pattern ALL_BELOW = Pattern.compile(REGISTRY + "(?:/" + PART + ")*/\\*");
    private static final Pattern EVERY_TAG = Pattern.compile(NAME + ":\\*");
    private static final Pattern A_TAG = Pattern.compile(TAG);

    public AllowedImages {
        listed = List.copyOf(listed);
    }

    /** Whether the list may have such an entry. */
    public static boolean mayList(String entry) {
        return entry.length() <= LONGEST
                && (FULL.matcher(entry).matches()
                        || ALL_BELOW.matcher(entry).matches()
                        || EVERY_TAG.matcher(entry).matches());
    }

    /** Why no environment can have that image, with the next step; empty when it can. */
    public Optional<String> refusal(String image) {
        if (!pods) {
            return Optional.of(
                    "sandboxes of this machine (ratoon.sandboxes.where) have its programs and no"
                            + " image. Let the setup install what is missing, and name no image");
        }
        if (!isFullName(image)) {
            return Optional.of(
                    "'"
                            + shown(image)
                            + "' is no full name of an image. Write its registry, its path and its"
                            + " tag or digest, as in docker.io/library/node:22");
        }
        if (listed.stream().noneMatch(entry -> matches(entry, image))) {
            return Optional.of(
                    "'"
                            + image
                            + "' is not allowed: ratoon.pods.images has "
                            + (listed.isEmpty() ? "none" : words(listed))
                            + ". Ask whoever operates Ratoon to put it there, or name another one,"
                            + " or none and let the setup install what is missing");
        }
        return Optional.empty();
    }

    private static boolean isFullName(String image) {
        return image.length() <= LONGEST && FULL.matcher(image).matches();
    }

    private static boolean matches(String entry, String image) {
        if (!entry.endsWith("*")) {
            return entry.equals(image);
        }
        String begin = entry.substring(0, entry.length() - 1);
        return image.startsWith(begin)
                && (begin.endsWith("/")
                        || A_TAG.matcher(image.substring(begin.length())).matches());
    }

    private static String words(List<String> listed) {
        return String.join(", ", listed.subList(0, Math.min(MOST_SHOWN, listed.size())))
                + (listed.size() > MOST_SHOWN ? ", ..." : "");
    }

    /** A part of it, without what does something to a terminal. */
    private static String shown(String image) {
        String cut =
                image.length() > LONGEST_SHOWN ? image.substring(0, LONGEST_SHOWN) + "…" : image;
        return cut.replaceAll("\\p{C}", "?");
    }
}
