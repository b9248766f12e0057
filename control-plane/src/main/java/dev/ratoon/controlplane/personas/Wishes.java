package dev.ratoon.controlplane.personas;

import dev.ratoon.controlplane.problem.Failure;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a persona says besides its instructions, checked. What it leaves open is empty or null.
 * Pure.
 *
 * @param tools the only ones that it is to use; empty leaves the choice to it
 */
record Wishes(
        String description,
        List<String> tools,
        @Nullable String harness,
        @Nullable String model,
        @Nullable String mode) {
    static final String AUTO = "auto";

    private static final Set<String> MODES = Set.of("normal", "plan", AUTO);
    private static final int LONGEST_DESCRIPTION = 500;
    private static final int LONGEST_MODEL = 200;
    private static final int MOST_TOOLS = 64;
    private static final Pattern TOOL = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:*/-]{0,63}");
    private static final Pattern HARNESS = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]*");

    /** Of what somebody has typed. */
    static Wishes checked(
            @Nullable String description,
            @Nullable List<String> tools,
            @Nullable String harness,
            @Nullable String model,
            @Nullable String mode) {
        return new Wishes(
                PlainText.line("description", description, LONGEST_DESCRIPTION),
                tools(tools),
                word("harness", harness, HARNESS, 63),
                word("model", model, MODEL, LONGEST_MODEL),
                mode(mode));
    }

    /** Of what was checked once, and kept. */
    static Wishes kept(
            String description, String tools, String harness, String model, String mode) {
        return new Wishes(
                description,
                tools.isEmpty() ? List.of() : List.of(tools.split(" ", -1)),
                orNull(harness),
                orNull(model),
                orNull(mode));
    }

    private static @Nullable String orNull(String kept) {
        return kept.isEmpty() ? null : kept;
    }

    private static List<String> tools(@Nullable List<String> typed) {
        List<String> tools = typed == null ? List.of() : typed.stream().distinct().toList();
        if (tools.size() > MOST_TOOLS) {
            throw Failure.inField("tools", "A persona names " + MOST_TOOLS + " tools at most.");
        }
        for (String tool : tools) {
            if (!TOOL.matcher(tool).matches()) {
                throw Failure.inField(
                        "tools",
                        "'%s' is no name of a tool: it has 1 to 64 letters, digits and _ . : * / -"
                                .formatted(PlainText.shown(tool)));
            }
        }
        return tools;
    }

    private static @Nullable String word(
            String what, @Nullable String typed, Pattern pattern, int longest) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        if (typed.length() > longest || !pattern.matcher(typed).matches()) {
            throw Failure.inField(
                    what, "'%s' is no name of a %s.".formatted(PlainText.shown(typed), what));
        }
        return typed;
    }

    private static @Nullable String mode(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        if (!MODES.contains(typed)) {
            throw Failure.inField(
                    "mode",
                    "There is no mode '%s'. There are: normal, plan, auto."
                            .formatted(PlainText.shown(typed)));
        }
        return typed;
    }
}
