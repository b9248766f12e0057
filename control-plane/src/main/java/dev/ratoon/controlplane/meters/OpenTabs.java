package dev.ratoon.controlplane.meters;

import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.Usd;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.models.Meter;
import dev.ratoon.controlplane.models.Outcome;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The calls of this process that are under way, or whose end is not in the log yet. One thread
 * keeps what is reserved for them alive, tries again to write down what could not be, and counts
 * the calls of processes that are gone. Of calls that cost nothing not each is written. Safe for
 * many threads.
 */
@Singleton
class OpenTabs {
    private static final Logger LOG = Logger.getLogger(OpenTabs.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final ReservationStore reservations;
    private final Prices prices;
    private final LogStore log;
    private final Counts counts;
    private final CostingNothing costingNothing;
    private final Map<UUID, Open> open = new ConcurrentHashMap<>();
    private final CountDownLatch ending = new CountDownLatch(1);
    private @Nullable Thread thread;

    OpenTabs(
            ReservationStore reservations,
            Prices prices,
            LogStore log,
            Counts counts,
            Clock clock) {
        this.reservations = reservations;
        this.prices = prices;
        this.log = log;
        this.counts = counts;
        this.costingNothing = new CostingNothing(clock);
    }

    /** One call. */
    private final class Open implements Meter.Tab {
        private final UUID id;
        private final UUID agent;
        private final Function<Outcome, ObservedEvent.ModelCalled> noting;
        private ObservedEvent.@Nullable ModelCalled unwritten;
        private boolean settled;
        private boolean silent;

        Open(UUID id, UUID agent, Function<Outcome, ObservedEvent.ModelCalled> noting) {
            this.id = id;
            this.agent = agent;
            this.noting = noting;
        }

        @Override
        public void settle(Outcome outcome) {
            synchronized (this) {
                if (settled) {
                    LOG.warnf("A model call of %s was settled twice", agent);
                    return;
                }
                settled = true;
                ObservedEvent.ModelCalled call = noting.apply(outcome);
                silent = !costingNothing.isNoted(agent, call);
                unwritten = call;
            }
            write();
        }

        /** Does nothing while the call is under way. */
        synchronized void write() {
            ObservedEvent.ModelCalled call = unwritten;
            if (call != null && (silent ? freed(call) : written(agent, call))) {
                unwritten = null;
                open.remove(id);
            }
        }
    }

    Meter.Tab opened(UUID id, UUID agent, Function<Outcome, ObservedEvent.ModelCalled> noting) {
        var tab = new Open(id, agent, noting);
        open.put(id, tab);
        return tab;
    }

    private boolean written(UUID agent, ObservedEvent.ModelCalled call) {
        try {
            log.append(agent, _ -> List.of(NewEvent.of(call)));
            counts.called(call);
            return true;
        } catch (Failure e) {
            if (e.type() == ProblemType.NOT_FOUND) {
                LOG.debugf("Agent %s is gone, and with it what its last call cost", agent);
                return true;
            }
            LOG.warnf("A model call of %s is written down later (%s)", agent, e.getMessage());
            return false;
        }
    }

    /** What it had reserved is another's again, and nothing else is told of it. */
    private boolean freed(ObservedEvent.ModelCalled call) {
        try {
            reservations.free(call.call());
            counts.called(call);
            return true;
        } catch (SQLException e) {
            LOG.warnf("What a model call has reserved is given back later (%s)", e.getMessage());
            return false;
        }
    }

    void start(@Observes StartupEvent started) {
        thread = Thread.ofVirtual().name("open tabs").start(this::run);
    }

    private void run() {
        try {
            while (!ending.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                beat();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void beat() {
        try {
            if (!open.isEmpty()) {
                reservations.renew(List.copyOf(open.keySet()));
            }
            open.values().forEach(Open::write);
            for (ReservationStore.Lost lost : reservations.bury()) {
                bury(lost);
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("What model calls have reserved is looked after in a moment (%s)", e);
        }
    }

    /** Its process was killed: that it was asked is known, and what came of it is not. */
    private void bury(ReservationStore.Lost lost) {
        Usd money =
                prices.find(lost.provider(), lost.model())
                        .map(price -> price.of(lost.input(), 0, 0))
                        .orElse(null);
        boolean _ =
                written(
                        lost.agent(),
                        new ObservedEvent.ModelCalled(
                                lost.id(),
                                lost.provider(),
                                lost.model(),
                                lost.input(),
                                0,
                                0,
                                money,
                                true,
                                0,
                                true,
                                null,
                                0));
    }

    /** After the gateways: what they settle while they end is written at once. */
    void end(@Observes @Priority(Integer.MAX_VALUE - 1) ShutdownEvent ended)
            throws InterruptedException {
        ending.countDown();
        if (thread != null) {
            thread.join(Duration.ofSeconds(3));
        }
        open.values().forEach(Open::write);
    }
}
