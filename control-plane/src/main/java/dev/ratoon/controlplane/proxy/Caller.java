package dev.ratoon.controlplane.proxy;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The agent whose sandbox asks, and where it may go.
 *
 * @param name as people call it
 */
public record Caller(UUID agent, String name, List<HostPattern> allowed) {
    public Caller {
        allowed = List.copyOf(allowed);
    }

    /** From what a runner shows to its agent; empty for nobody. */
    public interface Recognised {
        /**
         * Looked at before anything is read: how long, in whole seconds, whoever this claims to be
         * has to wait, and why; empty where it may ask.
         */
        default Optional<TooOften> tooOften(@Nullable String credential) {
            return Optional.empty();
        }

        Optional<Caller> of(@Nullable String credential);
    }

    /** In words for the sandbox. */
    public record TooOften(long seconds, String words) {}

    void mustReach(Target target) throws Refused {
        if (allowed.stream().noneMatch(pattern -> pattern.matches(target))) {
            throw new Refused(
                    Rule.HOST,
                    403,
                    "%1$s is not on the list of %2$s. Allow it for an hour: ratoon allow %2$s %1$s. Always: ratoon allow %2$s %1$s --always"
                            .formatted(target.text(), name));
        }
    }
}
