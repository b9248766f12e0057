package dev.ratoon.controlplane.pulls;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import dev.ratoon.git.publish.Chosen;
import dev.ratoon.git.publish.Together;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants published.
 *
 * @param commit the checkpoint that they were shown
 * @param files of what is not committed: "all", "none", or their names
 * @param accept the ids of the warnings that they say yes to
 * @param together "as-is", "merge" or "rebase"
 * @param fork whether it goes into the user's fork; without it, to where it went before
 */
record AskedPublication(
        @Nullable String commit,
        @Nullable Object files,
        @Nullable String title,
        @Nullable String body,
        @Nullable Boolean draft,
        @Nullable String base,
        @Nullable List<String> labels,
        @Nullable List<String> accept,
        @Nullable String together,
        @Nullable Boolean fork) {
    private static final int LONGEST_TITLE = 250;
    private static final int LONGEST_BODY = 60_000;
    private static final int LONGEST_LABEL = 50;
    private static final int MOST_LABELS = 50;
    private static final int MOST_NAMES = 10_000;
    private static final int LONGEST_NAME = 5_000;

    /** Before anything is done. */
    void check() {
        bound("title", title, LONGEST_TITLE);
        bound("body", body, LONGEST_BODY);
        if (title != null && (title.isBlank() || title.lines().count() > 1)) {
            throw invalid("A title is one line.");
        }
        bound("labels", labels, MOST_LABELS, LONGEST_LABEL);
        bound("accept", accept, MOST_NAMES, LONGEST_NAME);
        for (String label : labels()) {
            if (label.isBlank() || label.chars().anyMatch(Character::isISOControl)) {
                throw invalid("A label has a name of one line.");
            }
        }
        Chosen _ = chosen();
        Together _ = how();
        String _ = bound();
    }

    /** What it is bound to. */
    String bound() {
        if (commit == null || !commit.matches("[0-9a-f]{40,64}")) {
            throw invalid(
                    "Say which commit was shown: \"commit\", as GET /api/agents/ID/pull-request"
                            + " has it.");
        }
        return commit;
    }

    Chosen chosen() {
        return switch (files) {
            case null -> new Chosen.All();
            case String all when all.equals("all") -> new Chosen.All();
            case String none when none.equals("none") -> new Chosen.None();
            case List<?> names when names.stream().allMatch(String.class::isInstance) ->
                    new Chosen.Paths(paths(names));
            default ->
                    throw invalid("\"files\" is \"all\", \"none\", or a list of names of files.");
        };
    }

    private static Set<String> paths(List<?> names) {
        if (names.size() > MOST_NAMES) {
            throw invalid("Name at most " + MOST_NAMES + " files.");
        }
        Set<String> paths = new LinkedHashSet<>();
        names.forEach(name -> paths.add((String) name));
        return paths;
    }

    Together how() {
        return switch (together) {
            case null -> Together.AS_IS;
            case "as-is" -> Together.AS_IS;
            case "merge" -> Together.MERGE;
            case "rebase" -> Together.REBASE;
            default -> throw invalid("\"together\" is \"as-is\", \"merge\" or \"rebase\".");
        };
    }

    Optional<String> onto() {
        return base == null || base.isBlank() ? Optional.empty() : Optional.of(base);
    }

    @Override
    public List<String> labels() {
        return labels == null ? List.of() : labels;
    }

    Set<String> accepted() {
        return accept == null ? Set.of() : Set.copyOf(accept);
    }

    private static void bound(String what, @Nullable String text, int longest) {
        if (text != null && text.length() > longest) {
            throw invalid("The " + what + " is longer than " + longest + " characters.");
        }
    }

    private static void bound(String what, @Nullable List<String> names, int most, int longest) {
        if (names == null) {
            return;
        }
        if (names.size() > most) {
            throw invalid("There are at most %d of \"%s\".".formatted(most, what));
        }
        // JSON has null where there is to be a text.
        if (!names.stream().allMatch(String.class::isInstance)) {
            throw invalid("\"%s\" is a list of texts.".formatted(what));
        }
        names.forEach(name -> bound("name in \"" + what + "\"", name, longest));
    }

    private static Failure invalid(String why) {
        return new Failure(ProblemType.INVALID, why);
    }
}
