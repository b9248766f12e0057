package dev.ratoon.runner;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.runner.hands.Hands;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.wire.Threads;
import dev.ratoon.runner.workspace.Checkpoint;
import dev.ratoon.runner.workspace.Kept;

/** Checkpoints, one at a time, beside the agent's own thread. Threads: that one; any gives up. */
final class Saving {
    private final Hands hands;
    private final Ledger ledger;
    private final Runnable done;
    private volatile Checkpoint checkpoint;
    private boolean isUnderWay;

    /**
     * @param done brings {@link #over} about, and what waited for it
     */
    Saving(Hands hands, Ledger ledger, Runnable done) {
        this.hands = hands;
        this.ledger = ledger;
        this.checkpoint = new Checkpoint(hands, ledger, Kept.USUAL);
        this.done = done;
    }

    /** What it says is saved too; before the first one is made. */
    void of(Assignment assignment) {
        checkpoint = new Checkpoint(hands, ledger, Kept.of(assignment));
    }

    void begin(int turn) {
        isUnderWay = true;
        Threads.virtual(
                "checkpoint",
                () -> {
                    try {
                        checkpoint.make(turn);
                    } finally {
                        done.run();
                    }
                });
    }

    void over() {
        isUnderWay = false;
    }

    boolean isUnderWay() {
        return isUnderWay;
    }

    void giveUp() {
        checkpoint.giveUp();
    }
}
