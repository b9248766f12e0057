package dev.ratoon.controlplane.life;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do next about an agent: a pure function of what is wanted (its facts), of what there is
 * (the sight of its sandbox) and of the time. It is asked again after every change, so it plans
 * only what can be done now, and says when to look again if nothing changes.
 */
public final class Planner {
    private static final int TRIES = 3;
    private static final Duration TRIAL_KEPT = Duration.ofMinutes(10);
    private static final String SETUP = "setup";

    private final Patience patience;

    public Planner(Patience patience) {
        this.patience = patience;
    }

    /**
     * How long to wait for what.
     *
     * @param farewell for a runner that was asked to finish
     * @param stopping for a turn that was told to stop, before its sandbox is ended
     * @param idle before an agent without work is paused
     * @param preparation for a sandbox whose runner is there, beside its setup script
     */
    public record Patience(
            Duration farewell, Duration stopping, Duration idle, Duration preparation) {}

    /** Whose the place of an agent is that has nothing to do. */
    public enum Claim {
        NOBODYS,
        SOMEBODY_USES_IT,
        ANOTHER_WAITS
    }

    /**
     * The next steps.
     *
     * @param claim whose its place is while it has nothing to do
     */
    public List<Step> plan(Facts facts, Sight sight, Claim claim, Instant now) {
        List<Step> steps = new ArrayList<>();
        if (isOverTrial(facts)) {
            return List.of(new Step.Discard(now.plus(TRIAL_KEPT)));
        }
        boolean leaving = facts.sandbox() != null && facts.sandbox().leaving();
        if (leaving || facts.failure() != null || facts.wish() != Facts.Wish.RUN) {
            wind(facts, sight, now, steps);
        } else if (facts.sandbox() == null) {
            begin(facts, sight, now, steps);
        } else if (isUp(facts, facts.sandbox(), sight, now, steps)) {
            if (facts.sandbox().ready()) {
                work(facts, claim, now, steps);
            } else if (facts.sandbox().publicKey() == null) {
                steps.add(new Step.Wait(facts.sandbox().keyUntil()));
            } else {
                prepare(facts, facts.sandbox(), now, steps);
            }
        }
        return List.copyOf(steps);
    }

    /** A trial is over when its workspace is ready, or will not be. */
    private static boolean isOverTrial(Facts facts) {
        return facts.isTrial()
                && facts.wish() != Facts.Wish.DELETE
                && (facts.failure() != null
                        || facts.wish() == Facts.Wish.PAUSE
                        || (facts.sandbox() != null && facts.sandbox().ready()));
    }

    /** Nothing may run: paused, failed or deleted. */
    private void wind(Facts facts, Sight sight, Instant now, List<Step> steps) {
        switch (sight) {
            case Sight.Alive(int incarnation) -> {
                Instant since = facts.failure() == null ? facts.wishedAt() : facts.failure().at();
                Instant end = since.plus(patience.farewell());
                Facts.Sandbox known = facts.sandbox();
                boolean hears =
                        known != null
                                && known.publicKey() != null
                                && known.incarnation() == incarnation;
                if (hears && now.isBefore(end)) {
                    steps.add(new Step.AskToEnd(incarnation, facts.wish().name()));
                    steps.add(new Step.Wait(end));
                } else {
                    steps.add(new Step.Stop(incarnation));
                    steps.add(new Step.Wait(now.plusSeconds(2)));
                }
            }
            case Sight.Leaving _ -> steps.add(new Step.Wait(now.plusSeconds(2)));
            case Sight.Gone _, Sight.Nothing _, Sight.Stranded _ -> {
                if (facts.sandbox() != null) {
                    steps.add(
                            new Step.NoteEnd(
                                    facts.sandbox().incarnation(), "It was asked to end."));
                }
                close(facts, "The agent does not run any more.", steps);
                Instant until = facts.deletedUntil();
                if (until != null) {
                    steps.add(now.isBefore(until) ? new Step.Wait(until) : new Step.Purge());
                }
            }
        }
    }

    /** It should run, and has no sandbox. */
    private void begin(Facts facts, Sight sight, Instant now, List<Step> steps) {
        switch (sight) {
            case Sight.Alive(int incarnation) -> {
                steps.add(new Step.Stop(incarnation));
                steps.add(new Step.Wait(now.plusSeconds(2)));
                return;
            }
            case Sight.Leaving _ -> {
                steps.add(new Step.Wait(now.plusSeconds(2)));
                return;
            }
            case Sight.Stranded _ -> {
                steps.add(replace(facts));
                return;
            }
            case Sight.Gone _, Sight.Nothing _ -> {}
        }
        WorkspaceFacts workspace = facts.workspace();
        if (workspace.failures() >= TRIES) {
            steps.add(
                    new Step.Fail(
                            "Its sandbox ended "
                                    + workspace.failures()
                                    + " times in a row before the harness was ready.",
                            "Read why in the log, then resume it"));
            return;
        }
        Instant ended = workspace.endedAt();
        Instant again =
                ended == null || workspace.failures() == 0
                        ? now
                        : ended.plusSeconds(1L << workspace.failures());
        steps.add(
                now.isBefore(again)
                        ? new Step.Wait(again)
                        : new Step.Want(workspace.incarnations() + 1));
    }

    private static Step replace(Facts facts) {
        Facts.Checkpoint checkpoint = facts.git().checkpoint();
        String anew =
                checkpoint == null
                        ? "It begins anew from its branch, for there is no checkpoint of it. What"
                                + " it had done"
                        : "It is made anew of the checkpoint of turn "
                                + checkpoint.turn()
                                + ". What was changed since";
        Turn turn = facts.talk().turn();
        return new Step.Replace(
                facts.workspace().volume() + 1,
                turn == null ? null : (Integer) turn.number(),
                "The workspace is on a machine that does not answer. "
                        + anew
                        + " is missing; it is kept where it is until the agent is removed for"
                        + " good.");
    }

    /** Whether the wanted incarnation is there; else what brings it about. */
    private static boolean isUp(
            Facts facts, Facts.Sandbox wanted, Sight sight, Instant now, List<Step> steps) {
        int incarnation = wanted.incarnation();
        boolean late = wanted.publicKey() == null && !now.isBefore(wanted.keyUntil());
        switch (sight) {
            case Sight.Alive(int alive) when alive != incarnation -> {
                steps.add(new Step.Stop(alive));
                steps.add(new Step.Wait(now.plusSeconds(2)));
            }
            case Sight.Alive _ when late -> steps.add(new Step.Stop(incarnation));
            case Sight.Alive _ -> {
                return true;
            }
            case Sight.Leaving _ -> steps.add(new Step.Wait(now.plusSeconds(2)));
            case Sight.Stranded(int _, String words) -> over(facts, incarnation, words, steps);
            case Sight.Gone(int gone, @Nullable String reason) when gone == incarnation ->
                    over(facts, incarnation, reason == null ? "It ended." : reason, steps);
            case Sight.Gone _, Sight.Nothing _ -> {
                if (wanted.started()) {
                    over(facts, incarnation, "There is nothing left of it.", steps);
                } else if (late) {
                    over(facts, incarnation, "It did not come up in time.", steps);
                } else {
                    steps.add(new Step.Start(incarnation));
                    steps.add(new Step.Wait(wanted.keyUntil()));
                }
            }
        }
        return false;
    }

    private static void over(Facts facts, int incarnation, String reason, List<Step> steps) {
        steps.add(new Step.NoteEnd(incarnation, reason));
        close(facts, "The sandbox in which it was asked is gone.", steps);
        if (facts.talk().turn() == null && facts.talk().queue().isEmpty()) {
            steps.add(new Step.Pause("Its sandbox ended, and it had nothing to do."));
        }
    }

    private static void close(Facts facts, String why, List<Step> steps) {
        for (Facts.Open open : facts.approvals().open()) {
            steps.add(new Step.CloseDecision(open, why));
        }
    }

    /**
     * The runner is there and makes the workspace ready. When the script began is what the sandbox
     * says, so that the whole is bounded as well, from what we saw.
     */
    private void prepare(Facts facts, Facts.Sandbox sandbox, Instant now, List<Step> steps) {
        Facts.Environment environment = scripted(facts);
        long minutes = environment == null ? 0 : environment.setupMinutes();
        Instant stepAt = sandbox.stepAt();
        if (environment != null && stepAt != null && SETUP.equals(sandbox.step())) {
            Instant end = stepAt.plus(Duration.ofMinutes(minutes));
            if (!now.isBefore(end)) {
                String words = "The setup script did not end within " + minutes(minutes) + ".";
                steps.add(new Step.ReachLimit("setup", words));
                steps.add(new Step.Fail(words, tooLong(environment, facts)));
                return;
            }
            steps.add(new Step.Wait(end));
        }
        Instant end = facts.state().since().plus(patience.preparation()).plusSeconds(minutes * 60);
        if (now.isBefore(end)) {
            steps.add(new Step.Wait(end));
        } else {
            steps.add(
                    new Step.Fail(
                            "Its sandbox was not ready within "
                                    + minutes(patience.preparation().toMinutes() + minutes)
                                    + ".",
                            "Read why in the log, then resume it"));
        }
    }

    /** The environment whose script is still to run, if there is one. */
    private static Facts.@Nullable Environment scripted(Facts facts) {
        Facts.Environment environment = facts.environment();
        return environment != null && environment.hasSetup() && !facts.workspace().prepared()
                ? environment
                : null;
    }

    private static String tooLong(Facts.Environment environment, Facts facts) {
        return "Mend the script or give it more time: ratoon environment edit "
                + environment.name()
                + " [--setup FILE] [--minutes N], then: ratoon resume "
                + facts.origin().name();
    }

    private static String minutes(long minutes) {
        return minutes == 1 ? "a minute" : minutes + " minutes";
    }

    /** The harness is there. */
    private void work(Facts facts, Claim claim, Instant now, List<Step> steps) {
        Turn turn = facts.talk().turn();
        if (turn == null) {
            next(facts, claim, now, steps);
            return;
        }
        for (Facts.Open open : facts.approvals().open()) {
            steps.add(
                    now.isBefore(open.expiresAt())
                            ? new Step.Wait(open.expiresAt())
                            : new Step.CloseDecision(open, "Nobody answered in time."));
        }
        Instant stoppedAt = turn.stoppedAt();
        if (stoppedAt != null) {
            Instant end = stoppedAt.plus(patience.stopping());
            steps.add(
                    now.isBefore(end)
                            ? new Step.Wait(end)
                            : new Step.Stop(facts.workspace().incarnations()));
            return;
        }
        Spending.Cap cap = facts.spending().cap();
        if (cap != null) {
            steps.add(new Step.StopTurn(turn.number(), "ratoon", cap.words()));
            return;
        }
        List<Waiting> queue = facts.talk().queue();
        if (!queue.isEmpty() && queue.getFirst().redirects()) {
            steps.add(
                    new Step.StopTurn(
                            turn.number(), queue.getFirst().by(), "A message goes before it."));
            return;
        }
        Instant end = turn.endAfter(secondsLeft(facts));
        if (now.isBefore(end)) {
            steps.add(new Step.Wait(end));
        } else {
            String words = worked(facts);
            steps.add(new Step.ReachLimit("minutes", words));
            steps.add(new Step.StopTurn(turn.number(), "ratoon", words));
        }
    }

    private void next(Facts facts, Claim claim, Instant now, List<Step> steps) {
        Spending.Cap cap = facts.spending().cap();
        if (facts.talk().queue().isEmpty()) {
            steps.add(rest(facts, claim, now));
        } else if (facts.talk().turns() >= facts.limits().turns()) {
            limited(
                    facts,
                    "turns",
                    "It has had the " + facts.limits().turns() + " turns that it may have.",
                    steps);
        } else if (secondsLeft(facts) <= 0) {
            limited(facts, "minutes", worked(facts), steps);
        } else if (cap != null) {
            steps.add(new Step.Fail(cap.words(), raising(facts, cap)));
        } else {
            steps.add(new Step.GiveTurn());
        }
    }

    private Step rest(Facts facts, Claim claim, Instant now) {
        Instant end = facts.state().since().plus(patience.idle());
        return switch (claim) {
            // Its end makes the agent due; that of a process of ours which passes its bytes on does
            // not.
            case SOMEBODY_USES_IT -> new Step.Wait(now.plus(patience.idle()));
            case ANOTHER_WAITS -> new Step.Pause("It had nothing to do, and another agent waited.");
            case NOBODYS ->
                    now.isBefore(end)
                            ? new Step.Wait(end)
                            : new Step.Pause("It had nothing to do for a while.");
        };
    }

    private static void limited(Facts facts, String limit, String words, List<Step> steps) {
        steps.add(new Step.ReachLimit(limit, words));
        steps.add(new Step.Fail(words, raising(facts.origin().name(), limit)));
    }

    /** The next step at a cap on what model calls use. */
    public static String raising(Facts facts, Spending.Cap cap) {
        String name = facts.origin().name();
        return cap.isOwners()
                ? "Wait for the next month, or have an owner or admin raise it: ratoon spend OWNER --"
                        + cap.limit().substring(cap.limit().indexOf('-') + 1)
                        + " N, then: ratoon resume "
                        + name
                : raising(name, cap.limit());
    }

    private static String raising(String name, String limit) {
        return "Raise its limit: ratoon limits "
                + name
                + " --"
                + limit
                + " N, then: ratoon resume "
                + name;
    }

    private static long secondsLeft(Facts facts) {
        return facts.limits().minutes() * 60L - facts.talk().workedSeconds();
    }

    private static String worked(Facts facts) {
        return "It has worked for the " + facts.limits().minutes() + " minutes that it may work.";
    }
}
