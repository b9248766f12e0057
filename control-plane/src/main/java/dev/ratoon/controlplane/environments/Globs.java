package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.problem.Failure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Paths in a repository: {@code infra/}, {@code .github/workflows/**}. Pure. */
final class Globs {
    private static final int MOST = 100;
    private static final int LONGEST = 200;

    /** Neither leads out of a repository, nor to what git keeps for itself. */
    private static final Pattern NOWHERE =
            Pattern.compile("/(\\.\\.|\\.git)/", Pattern.CASE_INSENSITIVE);

    private final String field;

    private Globs(String field) {
        this.field = field;
    }

    /**
     * Those that can match something: what never would does not do what was meant.
     *
     * @param field where they were said
     */
    static List<String> checked(String field, @Nullable List<@Nullable String> asked) {
        if (asked == null) {
            return List.of();
        }
        var globs = new Globs(field);
        if (asked.size() > MOST) {
            throw globs.invalid("At most " + MOST + " paths can be named here.");
        }
        SequencedSet<String> all = new LinkedHashSet<>();
        for (String each : asked) {
            all.add(globs.path(each == null ? "" : each.strip()));
        }
        return List.copyOf(all);
    }

    private String path(String glob) {
        if (glob.isEmpty() || glob.length() > LONGEST) {
            throw invalid("A path that is named here has 1 to " + LONGEST + " characters.");
        }
        if (glob.chars().anyMatch(Character::isISOControl)) {
            throw invalid("A path that is named here has characters that nobody sees.");
        }
        if (glob.startsWith("/") || glob.startsWith("./")) {
            throw invalid(
                    "'"
                            + glob
                            + "' begins elsewhere: name paths as the repository has them, src/x.");
        }
        if (NOWHERE.matcher("/" + glob + "/").find() || glob.contains("//")) {
            throw invalid("'" + glob + "' is no path in a repository.");
        }
        if (glob.startsWith("!")
                || glob.startsWith(":")
                || glob.contains("{")
                || glob.indexOf('\\') >= 0) {
            throw invalid(
                    "'"
                            + glob
                            + "' has signs that mean nothing here. There are * (within a folder),"
                            + " ** (across folders) and ?; name each path by itself.");
        }
        return glob;
    }

    private Failure invalid(String why) {
        return Failure.inField(field, why);
    }
}
