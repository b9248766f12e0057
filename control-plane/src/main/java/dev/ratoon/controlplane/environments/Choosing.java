package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.basis.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Which environment somebody means: by its id, by {@code TEAM/NAME}, or by its name, when one's own
 * goes before the teams'. Pure.
 */
sealed interface Choosing {
    record Found(Environment environment) implements Choosing {}

    /** The one that is always there, and prepares nothing. */
    record Usual() implements Choosing {}

    /** The one that the repository itself names. */
    record OfRepository() implements Choosing {}

    /** Words for the one who asked. */
    record None(String why) implements Choosing {}

    static Choosing among(List<Environment> visible, String typed) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        if (wanted.equals(AskedEnvironment.DEFAULT)) {
            return new Usual();
        }
        if (wanted.equals(AskedEnvironment.REPOSITORY)) {
            return new OfRepository();
        }
        List<Environment> meant =
                visible.stream()
                        .filter(e -> is(e.id(), wanted) || e.fullName().equals(wanted))
                        .toList();
        if (meant.isEmpty()) {
            meant = visible.stream().filter(e -> e.name().equals(wanted)).toList();
        }
        return switch (meant.size()) {
            case 0 -> new None(unknown(visible, wanted));
            case 1 -> new Found(meant.getFirst());
            default -> new None(several(meant, wanted));
        };
    }

    private static boolean is(UUID id, String wanted) {
        return id.toString().equals(wanted);
    }

    private static String unknown(List<Environment> visible, String wanted) {
        List<String> names =
                Stream.concat(
                                Stream.of(AskedEnvironment.DEFAULT),
                                visible.stream().map(Environment::fullName))
                        .toList();
        return "There is no environment '"
                + (wanted.length() > 63 ? wanted.substring(0, 63) + "…" : wanted)
                + "'. The nearest is '"
                + Nearest.to(wanted, names).orElse(AskedEnvironment.DEFAULT)
                + "'. See: ratoon environment list";
    }

    private static String several(List<Environment> meant, String wanted) {
        return "More than one team has an environment '"
                + wanted
                + "'. Say which: "
                + String.join(", ", meant.stream().map(Environment::fullName).toList());
    }
}
