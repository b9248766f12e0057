package dev.ratoon.controlplane.life;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How much a sandbox may use; what is left out is what the operator grants.
 *
 * @param memory in MiB
 * @param processor in percent of one processor
 * @param processes how many at once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Size(
        @Nullable Integer memory, @Nullable Integer processor, @Nullable Integer processes) {
    /** All that the operator grants. */
    public static final Size USUAL = new Size(null, null, null);

    /** What is granted may have become less since. */
    public Size within(AgentsConfig granted) {
        return new Size(
                least(memory, granted.memory()),
                least(processor, granted.processor()),
                least(processes, granted.processes()));
    }

    private static int least(@Nullable Integer wanted, int granted) {
        return wanted == null ? granted : Math.min(wanted, granted);
    }
}
