package dev.ratoon.runner;

import dev.ratoon.protocol.Assignment;
import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.ToRunner;
import dev.ratoon.runner.hands.Hands;
import dev.ratoon.runner.harness.Harness;
import dev.ratoon.runner.harness.Order;
import dev.ratoon.runner.harness.Owner;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.outbox.Notebook;
import dev.ratoon.runner.wire.Threads;
import dev.ratoon.runner.workspace.Beginning;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The agent's life in this sandbox: prepare the workspace once, start the harness, hand it one
 * prompt after the other. Threads: all state belongs to one thread, which takes one task after the
 * other and never waits for a process; what takes long is done beside it and comes back as a task.
 */
final class Agent {
    private static final Duration TO_STOP = Duration.ofSeconds(20);
    private static final Duration TO_SAVE = Duration.ofSeconds(20);

    private final Notebook notebook;
    private final Ledger ledger;
    private final Runnable finish;
    private final Beginning beginning;
    private final Saving saving;
    private final Introduction introduction;
    private final Starting starting;
    private final Asides asides;
    private final ImagePieces images = new ImagePieces();
    private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final Deque<Turn> held = new ArrayDeque<>();
    private @Nullable Assignment assignment;
    private String mode = "normal";
    private Workspace workspace = Workspace.PREPARING;
    private @Nullable Harness harness;
    private boolean preparing;
    private volatile @Nullable Turn current;
    private boolean ending;
    private boolean savedLast;

    /**
     * @param finish is run when all is ended and reported
     */
    Agent(Hands hands, Notebook notebook, Ledger ledger, Streams streams, Runnable finish) {
        this.notebook = notebook;
        this.ledger = ledger;
        this.finish = finish;
        this.beginning = new Beginning(hands, ledger, notebook, streams);
        this.saving = new Saving(hands, ledger, notebook, () -> tasks.add(this::saved));
        this.introduction = new Introduction(hands, ledger);
        this.starting = new Starting(hands, ledger, introduction);
        this.asides = new Asides(hands, streams);
    }

    /** Tells what a crash cut, unless its end was told already; and begins to take tasks. */
    void start(Set<Integer> endedTurns) throws InterruptedException {
        boolean wasCut = false;
        for (int turn : notebook.page().turns()) {
            if (!endedTurns.contains(turn)) {
                ledger.report(
                        new Reported.TurnEnded(
                                turn,
                                "interrupted",
                                "The sandbox was cut off in the middle of it. What it had done in"
                                        + " the workspace is there."));
            }
            ledger.sync();
            boolean begun = !wasCut; // only the first one can have
            notebook.write(page -> page.without(turn, begun));
            wasCut = true;
        }
        Threads.virtual(
                "agent",
                () -> {
                    while (true) {
                        tasks.take().run();
                    }
                });
    }

    void accept(ToRunner message) {
        tasks.add(() -> obey(message));
    }

    private void obey(ToRunner message) throws InterruptedException {
        switch (message) {
            case ToRunner.Welcome(long _, Assignment now) -> welcome(now);
            case ToRunner.ImagePiece piece -> images.keep(piece);
            case ToRunner.Prompt prompt -> {
                var turn = new Turn(prompt.turn(), prompt.text(), images.take(prompt));
                if (note(prompt.seq(), page -> page.with(turn.number()))) {
                    held.add(turn);
                    next();
                }
            }
            case ToRunner.Cancel(long seq, int turn) -> {
                if (seq > notebook.page().noted()) {
                    // At once: while the disk is full nothing is noted, and this may be why it is.
                    // Of a turn that was cancelled it changes nothing.
                    cancel(turn);
                    boolean _ = note(seq, page -> page);
                }
            }
            case ToRunner.Decided(long seq, String request, String option, String words) -> {
                if (note(seq, page -> page) && harness != null) {
                    harness.decide(request, option, words);
                }
            }
            case ToRunner.SwitchMode(long seq, String wanted) -> {
                if (note(seq, page -> page)) {
                    switchTo(wanted);
                }
            }
            case ToRunner.AskAside asked ->
                    asides.ask(asked, harness, current != null || !held.isEmpty());
            case ToRunner.End(String reason) -> end(reason);
            case ToRunner.Acknowledged _, ToRunner.OpenStream _, ToRunner.Unknown _ -> {}
        }
    }

    /** Before anything is done for a command: so that it is never done twice. */
    private boolean note(long seq, Notebook.Change change) throws InterruptedException {
        if (seq <= notebook.page().noted()) {
            return false;
        }
        notebook.write(page -> change.to(page.noting(seq)));
        return true;
    }

    private void welcome(Assignment now) throws InterruptedException {
        boolean first = assignment == null;
        assignment = now.withoutSecrets();
        if (!first) {
            switchTo(now.mode());
            saving.mayBeMadeAgain();
            next();
            return;
        }
        mode = now.mode();
        asides.of(now);
        saving.of(now);
        preparing = true;
        Threads.virtual(
                "preparation",
                () -> {
                    Beginning.Begun begun = beginning.run(now);
                    tasks.add(() -> begun(begun));
                });
    }

    private void begun(Beginning.Begun begun) throws InterruptedException {
        preparing = false;
        switch (begun) {
            case Beginning.Begun.Ready ready -> {
                ledger.sync();
                notebook.write(ready::noted);
                workspace = Workspace.READY;
                startHarness();
            }
            case Beginning.Begun.Failed() -> workspace = Workspace.FAILED;
        }
        leave();
        next();
    }

    private void startHarness() {
        Assignment now = assignment;
        if (starting.isUnderWay() || ending || now == null) {
            return;
        }
        Order order = Builtin.order(now, mode, notebook.page().session());
        starting.begin(
                now,
                order,
                new Ears(),
                new Starting.Outcome() {
                    @Override
                    public void started(Harness harness) {
                        tasks.add(() -> begun(harness, order.mode()));
                    }

                    @Override
                    public void failed(String words) {
                        tasks.add(() -> notBegun(words));
                    }
                });
    }

    private void begun(Harness started, String startedIn) throws InterruptedException {
        starting.begun();
        if (ending) {
            started.stop("The sandbox ends.");
            return;
        }
        harness = started;
        notebook.write(page -> page.in(started.session()));
        if (!mode.equals(startedIn)) {
            started.mode(mode);
        }
        next();
    }

    private void notBegun(String words) throws InterruptedException {
        starting.failed(words);
        endHeld("failed", words);
    }

    /** Begins the next turn if it can be begun, and all before it is saved. */
    private void next() throws InterruptedException {
        if (harness != null && harness.isGone()) {
            harness = null;
        }
        if (ending || saving.isUnderWay() || current != null || workspace == Workspace.PREPARING) {
            return;
        }
        if (workspace == Workspace.READY && saving.isDue()) {
            save();
        } else if (held.isEmpty()) {
            return;
        } else if (workspace == Workspace.FAILED) {
            endHeld("failed", "The workspace could not be prepared: there is nothing to work on.");
        } else if (harness == null) {
            startHarness();
        } else {
            Turn turn = held.remove();
            current = turn;
            asides.giveWay("A message to the agent came in between, and went first.");
            ledger.report(new Reported.TurnStarted(turn.number()));
            String heard = notebook.page().heard();
            String text = introduction.before(turn, harness.session(), heard);
            harness.prompt(turn.number(), text, turn.images());
            if (harness.isGone()) {
                end(turn, "failed", "The harness ended before it had begun. Say it again.");
            }
        }
    }

    private void endHeld(String outcome, String words) throws InterruptedException {
        for (Turn turn = held.poll(); turn != null; turn = held.poll()) {
            end(turn, outcome, words);
        }
    }

    /** Reports the end, unless it was reported already. */
    private void end(Turn turn, String outcome, @Nullable String words) {
        if (!turn.end()) {
            return;
        }
        String cancelled = turn.cancelled();
        if (outcome.equals("failed")) {
            turn.introduces(null);
        }
        ledger.report(
                cancelled == null || !(outcome.equals("failed") || turn.isCut())
                        ? new Reported.TurnEnded(turn.number(), outcome, words)
                        : new Reported.TurnEnded(turn.number(), "cancelled", cancelled));
        tasks.add(() -> over(turn));
    }

    private void over(Turn turn) throws InterruptedException {
        ledger.sync();
        boolean begun = current == turn;
        notebook.write(page -> page.without(turn.number(), begun).heardBy(turn.introduced()));
        if (begun) {
            current = null;
            if (turn.cancelled() != null && harness != null) {
                harness.sweep();
            }
            save();
        }
        next();
    }

    /** No turn begins meanwhile. */
    private void save() {
        savedLast = ending;
        saving.begin();
    }

    private void saved() throws InterruptedException {
        saving.over();
        leave();
        next();
    }

    private void cancel(int number) {
        for (Turn turn : List.copyOf(held)) {
            if (turn.number() == number && held.remove(turn)) {
                end(turn, "cancelled", "It was cancelled before it began.");
            }
        }
        Turn turn = current;
        Harness asked = harness;
        if (turn == null || asked == null || turn.number() != number || turn.hasEnded()) {
            return;
        }
        turn.cancel("It did not stop when asked; it was ended with all that it had started.");
        asked.cancel();
        turn.cutLater(() -> asked.stop("It did not stop when it was asked to."));
    }

    private void switchTo(String wanted) {
        if (!mode.equals(wanted)) {
            mode = wanted;
            if (harness != null) {
                harness.mode(wanted);
            }
        }
    }

    private void end(String reason) throws InterruptedException {
        if (ending) {
            return;
        }
        ending = true;
        String words = "The sandbox ended: " + reason;
        asides.giveWay(words);
        beginning.giveUp();
        endHeld("cancelled", words);
        Turn turn = current;
        if (turn != null) {
            turn.cancel(words);
            turn.cut();
        }
        starting.giveUp();
        Harness last = harness;
        if (last != null && !last.isGone()) {
            last.stop(words);
        }
        tasks.add(this::leave);
        Threads.virtual("last patience", this::hurry);
    }

    /** Finishes when it is to end and nothing runs any more, with a last checkpoint. */
    private void leave() {
        boolean works = current != null || (harness != null && !harness.isGone());
        if (!ending || preparing || works || saving.isUnderWay()) {
            return;
        }
        if (workspace == Workspace.READY && !savedLast) {
            save();
        } else {
            finish.run();
        }
    }

    /** If what is to end does not. */
    private void hurry() throws InterruptedException {
        Thread.sleep(TO_STOP);
        tasks.add(
                () -> {
                    preparing = false;
                    harness = null;
                    current = null;
                    leave();
                });
        Thread.sleep(TO_SAVE);
        saving.giveUp();
    }

    private final class Ears implements Owner {
        @Override
        public void turnEnded(int number, String outcome, @Nullable String words) {
            Turn turn = current;
            if (turn != null && turn.number() == number) {
                end(turn, outcome, words);
            }
        }

        @Override
        public void harnessEnded(Harness gone, @Nullable Integer exitCode, String words) {
            ledger.report(new Reported.HarnessEnded(exitCode, words));
            tasks.add(
                    () -> {
                        if (harness == gone) {
                            harness = null;
                        }
                        leave();
                        next();
                    });
        }
    }
}
