package dev.ratoon.controlplane.environments;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ratoon.controlplane.problem.Failure;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an agent is started with when its starter does not say. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Defaults(@Nullable String harness, @Nullable String model, @Nullable String mode) {
    public static final Defaults NONE = new Defaults(null, null, null);

    private static final Set<String> MODES = Set.of("normal", "plan", "auto");
    private static final int LONGEST = 200;

    /** Whether there is such a harness is told at a start: it may be installed later. */
    Defaults checked() {
        word("harness", harness);
        word("model", model);
        if (mode != null && !MODES.contains(mode)) {
            throw Failure.inField(
                    "defaults.mode",
                    "There is no mode '" + shortened(mode) + "'. There are: normal, plan, auto.");
        }
        return this;
    }

    private static void word(String what, @Nullable String text) {
        if (text != null && (text.length() > LONGEST || !text.matches("[!-~]+"))) {
            throw Failure.inField(
                    "defaults." + what,
                    "The name of a "
                            + what
                            + " has 1 to "
                            + LONGEST
                            + " characters and no spaces.");
        }
    }

    private static String shortened(String text) {
        return text.length() > 20 ? text.substring(0, 20) + "…" : text;
    }
}
