package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.Current;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much a sandbox may put into its agent's log within a day: what prints for ever must not fill
 * the disk. Counted by this process alone, from its start. An agent that has spent it fails in
 * words, which ends its sandbox. Safe for many threads.
 */
@Singleton
class Allowances {
    /** What a row costs besides its payload, about. */
    static final int ROW = 200;

    private static final Duration DAY = Duration.ofDays(1);

    private final LogStore log;
    private final AgentsConfig config;
    private final Clock clock;
    private final Map<UUID, Spent> spent = new ConcurrentHashMap<>();

    Allowances(LogStore log, AgentsConfig config, Clock clock) {
        this.log = log;
        this.config = config;
        this.clock = clock;
    }

    private record Spent(Instant since, long bytes) {
        Spent with(long more, Instant now) {
            boolean over = !now.isBefore(since.plus(DAY));
            return over ? new Spent(now, more) : new Spent(since, bytes + more);
        }
    }

    /** False when it was more than the sandbox may: then its agent has failed. */
    boolean spend(RunnerProof runner, long bytes) {
        Instant now = clock.instant();
        Spent all =
                spent.merge(
                        runner.agent(),
                        new Spent(now, bytes),
                        (before, more) -> before.with(more.bytes(), now));
        if (all.bytes() <= (long) config.logPerDay() << 20) {
            return true;
        }
        log.append(runner.agent(), current -> overdrawn(runner, current));
        return false;
    }

    private List<NewEvent> overdrawn(RunnerProof runner, Current current) {
        Facts.Sandbox sandbox = current.facts().sandbox();
        if (current.facts().failure() != null
                || sandbox == null
                || sandbox.incarnation() != runner.incarnation()) {
            return List.of();
        }
        String words =
                "Its sandbox wrote %d MiB into its log within a day, which is as much as it may."
                        .formatted(config.logPerDay());
        return List.of(
                NewEvent.of(new ObservedEvent.LimitReached("log", words)),
                NewEvent.of(
                        new ObservedEvent.Failed(
                                words,
                                "See in the log what it prints; it can be resumed a day after it"
                                        + " began, or raise ratoon.agents.log-per-day")));
    }
}
