package dev.ratoon.controlplane.access;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How users and teams may be called: what reads well in a URL, a branch and a shell. */
public final class UserName {
    private static final Pattern LEGAL = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    private UserName() {}

    static String checked(@Nullable String name) {
        if (name == null || !LEGAL.matcher(name).matches()) {
            throw new Failure(
                    ProblemType.INVALID,
                    "A name has 1 to 63 characters out of a-z, 0-9, '.', '_' and '-', and begins"
                            + " with a letter or a digit.");
        }
        return name;
    }

    /** The nearest legal name to what a system or a provider calls somebody. */
    public static String from(@Nullable String text, String otherwise) {
        if (text == null) {
            return otherwise;
        }
        String plain =
                Normalizer.normalize(text, Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9._-]+", "-")
                        .replaceAll("^[^a-z0-9]+", "")
                        .replaceAll("-+$", "");
        String cut = plain.substring(0, Math.min(plain.length(), 60));
        return cut.isEmpty() ? otherwise : cut;
    }
}
