package dev.ratoon.controlplane.meters;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.Planner;
import dev.ratoon.controlplane.life.Spending;
import dev.ratoon.controlplane.life.Usd;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.models.Meter;
import dev.ratoon.controlplane.models.ModelCall;
import dev.ratoon.controlplane.models.Outcome;
import dev.ratoon.controlplane.problem.Failure;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Reserves the most that a call can use before it is forwarded, and notes what it has used after.
 * What does not fit under a cap is refused; when it would not fit with no other call under way
 * either, that is noted once, and the agent's turn ends. What cannot be looked up is refused.
 */
@Singleton
class Meters implements Meter {
    private static final Logger LOG = Logger.getLogger(Meters.class);

    /** Of the connections to the database: who waits for another of the same owner holds one. */
    private static final int AT_ONCE = 8;

    private final ReservationStore reservations;
    private final OpenTabs open;
    private final Prices prices;
    private final Reckoning reckoning;
    private final long usualOutput;
    private final LogStore log;
    private final Counts counts;
    private final ReservationStore.Usual usual;
    private final Ids ids;
    private final Clock clock;

    private final Semaphore places = new Semaphore(AT_ONCE, true);

    Meters(
            ReservationStore reservations,
            OpenTabs open,
            Prices prices,
            LogStore log,
            Counts counts,
            AgentsConfig agents,
            MetersConfig config,
            Ids ids,
            Clock clock) {
        this.reservations = reservations;
        this.open = open;
        this.prices = prices;
        this.reckoning = new Reckoning(config.largestOutput(), MediaTable.builtIn());
        this.usualOutput = Math.min(config.usualOutput(), config.largestOutput());
        this.log = log;
        this.counts = counts;
        this.usual =
                new ReservationStore.Usual(
                        Limits.usual(agents),
                        new Amount(config.ownerTokens(), Usd.dollars(config.ownerMoney())));
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Admission admit(ModelCall call) {
        Optional<Price> price = prices.find(call.provider(), call.model());
        try {
            Admission answer = decided(call, price);
            if (answer instanceof Admission.Refused) {
                counts.refused();
            }
            return answer;
        } catch (SQLException | Failure e) {
            LOG.warnf(
                    "A model call of %s was refused: nothing could be reserved (%s)",
                    call.agent(), e);
            return new Admission.Refused(
                    "unmetered",
                    "What this agent may still spend cannot be looked up right now. Try again.");
        }
    }

    /** Who does not say how much it wants is held to less only where all of it does not fit. */
    private Admission decided(ModelCall call, Optional<Price> price) throws SQLException {
        if (call.mostOutput().isEmpty()) {
            ReservationStore.Wanted all = wanted(call, price);
            Optional<ReservationStore.Seen> seen = reserve(all);
            if (seen.isPresent() && seen.get().standing().refuses(all.most()).isEmpty()) {
                return new Admission.Admitted(tab(all, call, price));
            }
        }
        ModelCall held = call.heldTo(usualOutput);
        return decided(held, wanted(held, price), price);
    }

    private ReservationStore.Wanted wanted(ModelCall call, Optional<Price> price) {
        Reckoning.Tokens most = reckoning.atMost(call);
        Amount amount =
                new Amount(
                        most.all(),
                        price.map(each -> each.atMost(most.input(), most.output()))
                                .orElse(Usd.ZERO));
        return new ReservationStore.Wanted(
                ids.next(),
                call.agent(),
                call.provider(),
                cut(call.model()),
                amount,
                reckoning.estimatedInput(call));
    }

    private Tab tab(ReservationStore.Wanted wanted, ModelCall call, Optional<Price> price) {
        return open.opened(
                wanted.id(), call.agent(), outcome -> called(wanted.id(), call, outcome, price));
    }

    private Admission decided(ModelCall call, ReservationStore.Wanted wanted, Optional<Price> price)
            throws SQLException {
        Optional<ReservationStore.Seen> seen = reserve(wanted);
        if (seen.isEmpty()) {
            return new Admission.Refused("agent", "There is no such agent any more.");
        }
        Standing standing = seen.get().standing();
        Optional<Spending.Cap> cap = standing.refuses(wanted.most());
        if (cap.isEmpty()) {
            return new Admission.Admitted(tab(wanted, call, price), call.mostOutput());
        }
        Optional<Spending.Cap> evenAlone = standing.alone().refuses(wanted.most());
        if (evenAlone.isEmpty()) {
            return new Admission.Refused(
                    UNDER_WAY, cap.get().words() + " Try again when they end.");
        }
        note(call.agent(), evenAlone.get(), seen.get().facts().limits());
        return new Admission.Refused(
                evenAlone.get().limit(),
                evenAlone.get().words()
                        + " "
                        + Planner.raising(seen.get().facts(), evenAlone.get())
                        + ".");
    }

    private Optional<ReservationStore.Seen> reserve(ReservationStore.Wanted wanted)
            throws SQLException {
        places.acquireUninterruptibly();
        try {
            return reservations.reserve(
                    wanted,
                    Month.of(clock.instant()),
                    usual,
                    seen -> seen.standing().refuses(wanted.most()).isEmpty());
        } finally {
            places.release();
        }
    }

    /** Once, and not when its limits are others since: then it may have been raised. */
    private void note(UUID agent, Spending.Cap cap, Limits limits) {
        log.append(
                agent,
                current ->
                        current.facts().spending().cap() == null
                                        && current.facts().limits().equals(limits)
                                ? List.of(
                                        NewEvent.of(
                                                new ObservedEvent.LimitReached(
                                                        cap.limit(), cap.words())))
                                : List.of());
    }

    private ObservedEvent.ModelCalled called(
            UUID id, ModelCall call, Outcome outcome, Optional<Price> price) {
        Reckoning.Used used = reckoning.used(call, outcome);
        Optional<Usd> money =
                price.map(each -> each.of(used.input(), used.cached(), used.output()));
        return new ObservedEvent.ModelCalled(
                id,
                call.provider(),
                cut(call.model()),
                used.input(),
                used.cached(),
                used.output(),
                money.orElse(null),
                used.estimated(),
                outcome.status(),
                outcome.cut(),
                outcome.ended().orElse(null),
                Math.max(0, outcome.took().toMillis()));
    }

    /** A sandbox names it. */
    private static String cut(String model) {
        return model.length() <= 200 ? model : model.substring(0, 200);
    }
}
