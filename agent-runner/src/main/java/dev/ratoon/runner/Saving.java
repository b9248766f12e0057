package dev.ratoon.runner;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.runner.hands.Hands;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.outbox.Notebook;
import dev.ratoon.runner.wire.Threads;
import dev.ratoon.runner.workspace.Checkpoint;
import dev.ratoon.runner.workspace.Kept;
import dev.ratoon.runner.workspace.KeptSession;
import org.jspecify.annotations.Nullable;

/** Checkpoints, one at a time, beside the agent's own thread. Threads: that one; any gives up. */
final class Saving {
    private final Hands hands;
    private final Ledger ledger;
    private final Notebook notebook;
    private final Runnable done;
    private volatile Checkpoint checkpoint;
    private boolean isUnderWay;
    private boolean again = true;

    /**
     * @param done brings {@link #over} about, and what waited for it
     */
    Saving(Hands hands, Ledger ledger, Notebook notebook, Runnable done) {
        this.hands = hands;
        this.ledger = ledger;
        this.notebook = notebook;
        this.checkpoint = new Checkpoint(hands, ledger, Kept.USUAL);
        this.done = done;
    }

    /** What it says is saved too; before the first one is made. */
    void of(Assignment assignment) {
        checkpoint = new Checkpoint(hands, ledger, Kept.of(assignment));
    }

    /** What the newest turn has made of the workspace. */
    void begin() {
        isUnderWay = true;
        again = false;
        Notebook.Page page = notebook.page();
        Threads.virtual(
                "checkpoint",
                () -> {
                    try {
                        boolean kept = checkpoint.make(page.last(), session(page));
                        notebook.write(now -> now.saved(kept));
                    } finally {
                        done.run();
                    }
                });
    }

    private static @Nullable KeptSession session(Notebook.Page page) {
        String session = page.session();
        return session == null ? null : new KeptSession(session, session.equals(page.heard()));
    }

    void over() {
        isUnderWay = false;
    }

    /** The control plane was away, and is back: one that it cut is made again. */
    void mayBeMadeAgain() {
        again = true;
    }

    /** Whether the last one was cut, by whoever died meanwhile, and may be taken now. */
    boolean isDue() {
        return again && notebook.page().unsaved();
    }

    boolean isUnderWay() {
        return isUnderWay;
    }

    void giveUp() {
        checkpoint.giveUp();
    }
}
