package dev.ratoon.controlplane.demo;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.reconcile.BeforeSandbox;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What OpenCode needs is fetched and unpacked when the shell's agent has done its turn: both at
 * once keep somebody waiting who wants to see something happen. Known to this process alone: where
 * another one looks after the agent, it begins at once. Safe for many threads.
 */
@Singleton
class ShellFirst implements BeforeSandbox {
    /** The other one may be deleted, or have no room. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Function<UUID, Optional<Facts>> agents;
    private final Clock clock;
    private final Map<UUID, Waits> waiting = new ConcurrentHashMap<>();

    @Inject
    ShellFirst(LogStore log, Clock clock) {
        this(log::facts, clock);
    }

    ShellFirst(Function<UUID, Optional<Facts>> agents, Clock clock) {
        this.agents = agents;
        this.clock = clock;
    }

    private record Waits(UUID first, Instant until) {}

    /** Before that agent is made: it may be looked at the moment that it is there. */
    void let(UUID agent, UUID first) {
        waiting.put(agent, new Waits(first, clock.instant().plus(PATIENCE)));
    }

    @Override
    public boolean isReady(Facts facts) {
        Waits waits = waiting.get(facts.id());
        if (waits == null) {
            return true;
        }
        boolean ready =
                clock.instant().isAfter(waits.until()) || hasWorked(agents.apply(waits.first()));
        if (ready) {
            waiting.remove(facts.id());
        }
        return ready;
    }

    @Override
    public Duration again() {
        return Duration.ofMillis(500);
    }

    private static boolean hasWorked(Optional<Facts> first) {
        return first.isEmpty()
                || first.get().failure() != null
                || (first.get().talk().turns() > 0 && first.get().talk().turn() == null);
    }
}
