package dev.ratoon.runner.workspace;

import dev.ratoon.protocol.Reported;
import dev.ratoon.runner.hands.Hands;
import dev.ratoon.runner.hands.SpawnRequest;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.wire.Threads;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Saves the workspace as two commits at the git gateway. They are made where the harness works, by
 * its user, and it may be in the way: so this is bounded in time, fails nothing, and tells what
 * became of it. Threads: one makes; any gives up.
 */
public final class Checkpoint {
    private static final String SCRIPT = Script.of("own.sh", "checkpoint.sh");
    private static final Pattern MADE = Pattern.compile("made\t([0-9a-f]{40})");
    private static final String UNCHANGED = "unchanged";

    /** The script's exit code when all went well up to the gateway, which did not take it. */
    private static final int NOT_TAKEN = 9;

    private final Hands hands;
    private final Ledger ledger;
    private final Kept kept;
    private volatile @Nullable Errand running;
    private volatile boolean givenUp;
    private String told = "";
    private boolean leavesListOut;

    public Checkpoint(Hands hands, Ledger ledger, Kept kept) {
        this.hands = hands;
        this.ledger = ledger;
        this.kept = kept;
    }

    /**
     * Saves what there is; nothing is told if all of it was saved after this very turn already.
     *
     * @param session the harness's, if it has one
     * @return whether all of it is saved
     */
    public boolean make(int turn, @Nullable KeptSession session) throws InterruptedException {
        Tried tried = attempt(turn, session, false);
        if (tried instanceof Tried.Broken) {
            // What an earlier one left behind may be in the way: a kill leaves anything.
            tried = attempt(turn, session, true);
        }
        if (tried instanceof Tried.NotTaken(String why) && !listed().isEmpty() && !givenUp) {
            tried = withoutList(turn, session, why, tried);
        }
        switch (tried) {
            case Tried.Made(Reported.CheckpointMade made) -> {
                told = "";
                ledger.report(made);
            }
            case Tried.Unchanged _ -> told = "";
            case Tried.Broken(String why) -> tell("could not be made: ", why);
            case Tried.NotTaken(String why) -> tell("was not taken: ", why);
        }
        return tried instanceof Tried.Made || tried instanceof Tried.Unchanged;
    }

    /**
     * What is ignored keeps nothing else from being saved: not by its size, and not by its time.
     */
    private Tried withoutList(int turn, @Nullable KeptSession session, String why, Tried with)
            throws InterruptedException {
        leavesListOut = true;
        Tried without = attempt(turn, session, false);
        if (without instanceof Tried.Made) {
            ledger.report(
                    new Reported.Notice(
                            "A checkpoint was not taken with the ignored files on the environment's"
                                    + " list: "
                                    + why
                                    + (why.endsWith(".") ? "" : ".")
                                    + " It is made without them, and so are those that follow in"
                                    + " this sandbox. They are in the workspace alone: shorten the"
                                    + " list, or have what is large removed."));
            return without;
        }
        leavesListOut = false;
        return with;
    }

    private List<String> listed() {
        return leavesListOut ? List.of() : kept.ignored();
    }

    private sealed interface Tried {
        record Made(Reported.CheckpointMade event) implements Tried {}

        record Unchanged() implements Tried {}

        record NotTaken(String why) implements Tried {}

        record Broken(String why) implements Tried {}
    }

    private Tried attempt(int turn, @Nullable KeptSession session, boolean afresh)
            throws InterruptedException {
        var errand = new Errand(hands);
        running = errand;
        if (givenUp) {
            return new Tried.NotTaken("the sandbox ends.");
        }
        Thread patience =
                Threads.virtual(
                        "patience with a checkpoint",
                        () -> {
                            Thread.sleep(kept.patience());
                            errand.giveUp();
                        });
        var answer = new Answer();
        var error = new LastLine();
        try {
            OptionalInt code = errand.run(request(turn, session, afresh), answer::add, error::add);
            if (errand.isGivenUp()) {
                return new Tried.NotTaken(
                        givenUp
                                ? "the sandbox ends."
                                : "it took longer than " + kept.patience().toSeconds() + " s.");
            }
            return tried(turn, code.orElse(-1), answer, error.text());
        } catch (IOException e) {
            return new Tried.Broken(String.valueOf(e.getMessage()));
        } finally {
            patience.interrupt();
            running = null;
        }
    }

    private SpawnRequest request(int turn, @Nullable KeptSession session, boolean afresh) {
        return SpawnRequest.of("sh", "-c", SCRIPT)
                .in(".")
                .with(
                        Map.of(
                                "REPOSITORY", "repository",
                                "URL", Preparation.URL,
                                "TURN", String.valueOf(turn),
                                "AFRESH", afresh ? "yes" : "",
                                "LARGEST", String.valueOf(kept.largest()),
                                "SESSION", KeptSession.words(session),
                                "INCLUDED", String.join("\n", listed()),
                                "KEPT", String.join("\n", kept.beside())));
    }

    private static Tried tried(int turn, int code, Answer answer, String error) {
        Matcher made = MADE.matcher(answer.last());
        if (code == 0 && made.matches()) {
            return new Tried.Made(
                    new Reported.CheckpointMade(
                            turn, made.group(1), answer.notSaved(), answer.more()));
        }
        if (code == 0 && answer.last().equals(UNCHANGED)) {
            return new Tried.Unchanged();
        }
        String words = error.isEmpty() ? "it ended with exit code " + code + "." : error;
        return code == NOT_TAKEN ? new Tried.NotTaken(words) : new Tried.Broken(words);
    }

    /** Once, while it is the same. */
    private void tell(String what, String why) {
        if (!told.equals(what + why)) {
            told = what + why;
            ledger.report(
                    new Reported.Notice(
                            "A checkpoint "
                                    + told
                                    + (told.endsWith(".") ? "" : ".")
                                    + " The work is in the workspace; it is tried again after the"
                                    + " next turn, and when the sandbox is connected anew."));
        }
    }

    /** Ends what runs; no other one is made. */
    public void giveUp() {
        givenUp = true;
        Errand errand = running;
        if (errand != null) {
            errand.giveUp();
        }
    }
}
