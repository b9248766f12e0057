package dev.ratoon.runner.workspace;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.protocol.Reported;
import dev.ratoon.runner.hands.Hands;
import dev.ratoon.runner.hands.SpawnRequest;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.outbox.Notebook;
import dev.ratoon.runner.wire.Account;
import java.io.IOException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is done with the workspace when a sandbox begins: one that was ready before stays as it is
 * if it is there, and is restored if it is not; any other is made ready. Threads: one runs; any
 * gives up.
 */
public final class Beginning {
    private static final String LOOK =
            "if [ -e repository ] || [ -h repository ]; then echo there; else echo gone; fi";

    private final Errand errand;
    private final Ledger ledger;
    private final Notebook notebook;
    private final Preparation preparation;
    private final Ways ways;

    public Beginning(Hands hands, Ledger ledger, Notebook notebook, Ways ways) {
        this.errand = new Errand(hands);
        this.ledger = ledger;
        this.notebook = notebook;
        this.preparation = new Preparation(errand, ledger, ways);
        this.ways = ways;
    }

    /** How it has begun. */
    public sealed interface Begun {
        /**
         * Well.
         *
         * @param turn of the checkpoint that it was restored from, else 0
         * @param session the harness's session of that checkpoint
         */
        record Ready(int turn, @Nullable KeptSession session) implements Begun {
            static final Ready AS_IT_IS = new Ready(0, null);

            /** With the session of the checkpoint, if the notebook that knew it is gone. */
            public Notebook.Page noted(Notebook.Page page) {
                Notebook.Page ready = page.whenPrepared(turn);
                return session == null || page.session() != null
                        ? ready
                        : ready.in(session.session())
                                .heardBy(session.heard() ? session.session() : null);
            }
        }

        /** There is nothing to work on; the log says why. */
        record Failed() implements Begun {}
    }

    /** Makes the workspace ready. */
    public Begun run(Assignment assignment) throws InterruptedException {
        Notebook.Page page = notebook.page();
        boolean wasReady = page.prepared() || assignment.resumes();
        if (page.making() || !wasReady) {
            return fresh(assignment);
        }
        try {
            if (!isGone()) {
                return Begun.Ready.AS_IT_IS;
            }
            var restoration = new Restoration(errand, ledger, Kept.of(assignment), ways.absences());
            OptionalInt newest = restoration.newest();
            if (newest.isPresent()) {
                KeptSession session = restoration.of(newest.getAsInt());
                ledger.report(preparation.prepared(assignment));
                return new Begun.Ready(newest.getAsInt(), session);
            }
            ledger.report(
                    new Reported.Notice(
                            "The workspace is gone, and the git gateway has no checkpoint of it: it"
                                    + " is made anew, on the branch as it was pushed last."));
            return fresh(assignment);
        } catch (Restoration.Failed e) {
            return new Begun.Failed();
        }
    }

    private Begun fresh(Assignment assignment) throws InterruptedException {
        boolean again = notebook.page().making();
        notebook.write(Notebook.Page::whenMaking);
        return preparation.run(assignment, again) ? Begun.Ready.AS_IT_IS : new Begun.Failed();
    }

    /** Only when that is certain: what is there is never replaced. */
    private boolean isGone() throws InterruptedException {
        var said = new StringBuilder();
        try {
            OptionalInt code =
                    errand.run(
                            SpawnRequest.of("sh", "-c", LOOK).in("."), said::append, error -> {});
            return code.orElse(1) == 0 && said.toString().strip().equals("gone");
        } catch (IOException e) {
            Account.detail("nobody says whether the workspace is there", e);
            return false;
        }
    }

    /** Ends what runs. */
    public void giveUp() {
        errand.giveUp();
        ways.giveUp();
    }
}
