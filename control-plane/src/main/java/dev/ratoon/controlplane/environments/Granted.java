package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.Allowance;
import dev.ratoon.controlplane.life.AllowedImages;
import dev.ratoon.controlplane.life.Size;
import dev.ratoon.controlplane.problem.Failure;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The most that the operator lets a sandbox use, and what an environment may lift or choose for its
 * agents.
 */
record Granted(
        int memory, int processor, int processes, Set<Allowance> models, AllowedImages images) {
    private static final int LEAST_MEMORY = 256;
    private static final int LEAST_PROCESSOR = 10;
    private static final int LEAST_PROCESSES = 32;

    static Granted by(AgentsConfig config, AllowedImages images) {
        return new Granted(
                config.memory(),
                config.processor(),
                config.processes(),
                Set.copyOf(config.environmentsMayAllow().orElse(List.of())),
                images);
    }

    Size checked(Size asked) {
        within("memory", "MiB", asked.memory(), LEAST_MEMORY, memory);
        within("processor", "percent of one", asked.processor(), LEAST_PROCESSOR, processor);
        within("processes", "at once", asked.processes(), LEAST_PROCESSES, processes);
        return asked;
    }

    /** Null is the usual one. */
    @Nullable String checkedImage(@Nullable String asked) {
        String image = asked == null ? "" : asked.strip();
        if (image.isEmpty()) {
            return null;
        }
        images.refusal(image)
                .ifPresent(
                        why -> {
                            throw Failure.inField(
                                    "image", "It cannot have that image: " + why + ".");
                        });
        return image;
    }

    /** Rules for calls to models, each once and in one order. */
    List<String> checkedModels(List<@Nullable String> asked) {
        return asked.stream()
                .map(word -> granted(word == null ? "" : word.strip()))
                .distinct()
                .sorted()
                .map(Allowance::word)
                .toList();
    }

    private Allowance granted(String word) {
        Allowance rule =
                Allowance.named(word)
                        .orElseThrow(
                                () ->
                                        refused(
                                                "That is no rule for calls to models that could be"
                                                        + " lifted."));
        if (!models.contains(rule)) {
            throw refused(
                    "'"
                            + word
                            + "' is for whoever operates Ratoon to lift: for all agents"
                            + " (ratoon.models.allow), or by letting environments lift it"
                            + " (ratoon.agents.environments-may-allow).");
        }
        return rule;
    }

    private Failure refused(String why) {
        String granted =
                models.stream().sorted().map(Allowance::word).collect(Collectors.joining(", "));
        return Failure.inField(
                "allowModels",
                why + " An environment may lift " + (granted.isEmpty() ? "none" : granted) + ".");
    }

    private static void within(
            String what, String of, @Nullable Integer asked, int least, int most) {
        if (asked != null && (asked < Math.min(least, most) || asked > most)) {
            throw Failure.inField(
                    "size." + what,
                    "The %s of a sandbox is between %d and %d (%s): that is what the operator grants."
                            .formatted(what, Math.min(least, most), most, of));
        }
    }
}
