package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.Size;
import dev.ratoon.controlplane.problem.Failure;
import org.jspecify.annotations.Nullable;

/** The most that the operator lets a sandbox use. */
record Granted(int memory, int processor, int processes) {
    private static final int LEAST_MEMORY = 256;
    private static final int LEAST_PROCESSOR = 10;
    private static final int LEAST_PROCESSES = 32;

    static Granted by(AgentsConfig config) {
        return new Granted(config.memory(), config.processor(), config.processes());
    }

    Size checked(Size asked) {
        within("memory", "MiB", asked.memory(), LEAST_MEMORY, memory);
        within("processor", "percent of one", asked.processor(), LEAST_PROCESSOR, processor);
        within("processes", "at once", asked.processes(), LEAST_PROCESSES, processes);
        return asked;
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
