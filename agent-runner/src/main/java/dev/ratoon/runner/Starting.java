package dev.ratoon.runner;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.protocol.Reported;
import dev.ratoon.runner.hands.Hands;
import dev.ratoon.runner.harness.Harness;
import dev.ratoon.runner.harness.Order;
import dev.ratoon.runner.harness.Owner;
import dev.ratoon.runner.harness.StartTrouble;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.wire.Threads;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent's harness, which takes its time. Until one has begun that is the last step of
 * the workspace's preparation, and fails as the others do. Threads: the agent's; what comes of a
 * start is told on another.
 */
final class Starting {
    private static final String STEP = "harness";

    private final Hands hands;
    private final Ledger ledger;
    private final Introduction introduction;
    private @Nullable Thread underWay;
    private boolean hasBegun;

    Starting(Hands hands, Ledger ledger, Introduction introduction) {
        this.hands = hands;
        this.ledger = ledger;
        this.introduction = introduction;
    }

    /** What comes of a start. */
    interface Outcome {
        void started(Harness harness);

        void failed(String words);
    }

    boolean isUnderWay() {
        return underWay != null;
    }

    void begin(Assignment now, Order order, Owner owner, Outcome outcome) {
        if (!hasBegun) {
            ledger.report(new Reported.WorkspacePreparing(STEP));
        }
        underWay =
                Threads.virtual(
                        "start of the harness",
                        () -> {
                            try {
                                introduction.read(now, order.session());
                                outcome.started(Harness.start(hands, order, ledger, owner));
                            } catch (StartTrouble e) {
                                outcome.failed(e.words());
                            }
                        });
    }

    void begun() {
        underWay = null;
        hasBegun = true;
    }

    void failed(String words) {
        underWay = null;
        ledger.report(
                hasBegun
                        ? new Reported.HarnessEnded(null, words)
                        : new Reported.WorkspaceFailed(STEP, null, words));
    }

    void giveUp() {
        if (underWay != null) {
            underWay.interrupt();
        }
    }
}
