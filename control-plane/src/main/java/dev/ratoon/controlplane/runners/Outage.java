package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Tells an agent's readers, and not all the time, that what it says cannot be written down for want
 * of room. Its runner comes again with all of it until there is.
 */
final class Outage {
    private static final Logger LOG = Logger.getLogger(Outage.class);

    private static final Duration QUIET = Duration.ofMinutes(10);

    private final LogStore log;
    private final Clock clock;
    private final Map<UUID, Instant> told = new ConcurrentHashMap<>();

    Outage(LogStore log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    void because(UUID agent, Failure failure) {
        Instant now = clock.instant();
        if (failure.type() != ProblemType.NO_ROOM || !isNews(agent, now)) {
            return;
        }
        var event = new ObservedEvent.LimitReached("disk", failure.forTheCaller());
        try {
            log.append(agent, _ -> List.of(NewEvent.of(event)));
        } catch (Failure e) {
            told.remove(agent, now);
            LOG.debugf("Nor can that be written down: %s", e.forTheCaller());
        }
    }

    /** For one of those who find it out at once. */
    private boolean isNews(UUID agent, Instant now) {
        Instant last = told.putIfAbsent(agent, now);
        return last == null || (!now.isBefore(last.plus(QUIET)) && told.replace(agent, last, now));
    }
}
