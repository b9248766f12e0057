package dev.ratoon.controlplane.personas;

import dev.ratoon.controlplane.basis.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Which persona somebody means: by its id, by {@code TEAM/NAME}, or by its name, when one's own
 * goes before the teams'. Pure.
 */
sealed interface Choosing {
    /** A team's name, a slash and a persona's name. */
    int LONGEST = 130;

    record Found(Persona persona) implements Choosing {}

    /** Words for the one who asked. */
    record None(String why) implements Choosing {}

    static Choosing among(List<Persona> visible, String typed) {
        String wanted = PlainText.beginning(typed.strip().toLowerCase(Locale.ROOT), LONGEST);
        List<Persona> meant =
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

    private static String unknown(List<Persona> visible, String wanted) {
        String nearest =
                Nearest.to(wanted, visible.stream().map(Persona::fullName).toList())
                        .map(" The nearest is '%s'."::formatted)
                        .orElse("");
        return "There is no persona '%s'.%s See: ratoon persona list"
                .formatted(PlainText.shown(wanted), nearest);
    }

    private static String several(List<Persona> meant, String wanted) {
        return "More than one team has a persona '"
                + PlainText.shown(wanted)
                + "'. Say which: "
                + String.join(", ", meant.stream().map(Persona::fullName).toList());
    }
}
