package dev.ratoon.controlplane.models;

import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.problem.Failure;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes into an agent's log which calls were refused. Whoever is refused for the same rule again
 * and again is told each time; it is noted with growing pauses, each time with how many there were
 * between. Safe for many threads.
 */
@Singleton
class RefusalNotes {
    private static final Logger LOG = Logger.getLogger(RefusalNotes.class);
    private static final int LONGEST_WORDS = 500;

    private final LogStore log;
    private final RefusalCount count;

    RefusalNotes(LogStore log, Clock clock) {
        this.log = log;
        this.count = new RefusalCount(clock);
    }

    /**
     * @param provider a known one, or null
     */
    void refused(UUID agent, Refused refused, @Nullable String provider) {
        refused(agent, refused, provider, 1);
    }

    /**
     * @param times how often it was, since this was last asked
     */
    void refused(UUID agent, Refused refused, @Nullable String provider, long times) {
        if (times == 0) {
            return;
        }
        OptionalLong before = count.refused(agent, refused.rule(), times);
        if (before.isEmpty()) {
            return;
        }
        String words = refused.words();
        var event =
                new ObservedEvent.ModelRefused(
                        refused.rule(),
                        provider,
                        words.substring(0, Math.min(LONGEST_WORDS, words.length())),
                        before.getAsLong());
        try {
            log.append(agent, _ -> List.of(NewEvent.of(event)));
        } catch (Failure e) {
            LOG.warnf("A refused call of agent %s is not noted: %s", agent, e.getMessage());
        }
    }
}
