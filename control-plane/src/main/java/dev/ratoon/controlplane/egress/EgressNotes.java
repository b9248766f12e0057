package dev.ratoon.controlplane.egress;

import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.proxy.Notes;
import dev.ratoon.controlplane.proxy.Rule;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes into agents' logs what became of their ways out: a refusal at once, and what follows of
 * the same within a minute as one event with a count; so many in an hour. Safe for many threads.
 */
@Singleton
class EgressNotes implements Notes {
    private static final Logger LOG = Logger.getLogger(EgressNotes.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final LogStore log;
    private final Tally tally;
    private @Nullable Thread timer;

    EgressNotes(LogStore log, Clock clock) {
        this.log = log;
        this.tally = new Tally(clock);
    }

    @Override
    public void refused(UUID agent, String host, int port, Rule rule, String words) {
        tally.refused(agent, host, port, rule.word(), words)
                .ifPresent(first -> append(agent, List.of(first)));
        tick();
    }

    @Override
    public void used(UUID agent, String host, int port, long sent, long received) {
        tally.used(agent, host, port, sent, received);
        tick();
    }

    private synchronized void tick() {
        if (timer == null) {
            timer = Thread.ofVirtual().name("egress notes").start(this::run);
        }
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PAUSE);
                flush();
            }
        } catch (InterruptedException e) {
            // What is left is written by whoever ends us.
            return;
        }
    }

    /** Writes what was counted since the last time. */
    void flush() {
        tally.take().forEach(this::append);
    }

    private void append(UUID agent, List<ObservedEvent> events) {
        List<NewEvent> all = new ArrayList<>();
        events.forEach(event -> all.add(NewEvent.of(event)));
        try {
            log.append(agent, _ -> all);
        } catch (RuntimeException e) {
            LOG.warnf(e, "What agent %s did outside is not noted", agent);
        }
    }

    /** The last ones. */
    void end() throws InterruptedException {
        Thread running;
        synchronized (this) {
            running = timer;
            timer = Thread.currentThread();
        }
        if (running != null) {
            running.interrupt();
            running.join(Duration.ofSeconds(5));
        }
        tally.takeLast().forEach(this::append);
    }
}
