package dev.ratoon.controlplane.models;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the names in one place are written that decide something. One that only looks like such a
 * name is refused: we would read it, and the provider would not, or the other way round.
 *
 * @param names letter by letter
 * @param alike the same, as the most lenient reader compares them
 */
record Spelling(Set<String> names, Set<String> alike) {
    static Spelling of(String... words) {
        Set<String> names =
                Arrays.stream(words)
                        .flatMap(each -> Arrays.stream(each.split(" ", -1)))
                        .collect(Collectors.toUnmodifiableSet());
        return new Spelling(
                names,
                names.stream().map(Fields::canonical).collect(Collectors.toUnmodifiableSet()));
    }

    /** The name that the reader has taken last. */
    void check(String name, Members members) throws Refused {
        String shown = BodyCheck.shown(name);
        if (!name.matches("[ -~]*")) {
            throw Refused.malformed(
                    "A field's name has letters beyond ASCII, which some take for others: \""
                            + shown
                            + "\".");
        }
        String canonical = Fields.canonical(name);
        if (!alike.contains(canonical)) {
            return;
        }
        if (!names.contains(name) || !members.isWrittenOut(name)) {
            String right =
                    names.stream()
                            .filter(each -> Fields.canonical(each).equals(canonical))
                            .sorted()
                            .collect(Collectors.joining("\" or \""));
            throw Refused.malformed(
                    "\""
                            + shown
                            + "\" is not how the provider writes it, and it may read something"
                            + " else: write \""
                            + right
                            + "\", letter by letter.");
        }
    }
}
