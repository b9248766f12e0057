package dev.ratoon.controlplane.life;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing to do about an agent. Each can be done twice without harm. */
public sealed interface Step {
    /** Take a place among the sandboxes, if there is one, and want the next incarnation. */
    record Want(int incarnation) implements Step {}

    /** Make the wanted incarnation so. */
    record Start(int incarnation) implements Step {}

    /** Ask the runner to finish; it has until then. */
    record AskToEnd(int incarnation, String reason) implements Step {}

    /** End it now. */
    record Stop(int incarnation) implements Step {}

    /** Say that it is over. */
    record NoteEnd(int incarnation, String reason) implements Step {}

    /** Its files are out of reach: go on with others. */
    record Replace(int volume, @Nullable Integer turn, String words) implements Step {}

    /** Give the runner the next message. */
    record GiveTurn() implements Step {}

    /** The turn has lasted as long as it may, or a message goes before it. */
    record StopTurn(int turn, String by, String why) implements Step {}

    record ReachLimit(String limit, String words) implements Step {}

    record CloseDecision(Facts.Open open, String why) implements Step {}

    record Fail(String reason, String nextStep) implements Step {}

    record Pause(String why) implements Step {}

    /** It was a trial, which is over: what it has is kept until then, for whoever reads on. */
    record Discard(Instant until) implements Step {}

    /** Remove what is left of it: workspace, log and row. */
    record Purge() implements Step {}

    /** Look again at that time. */
    record Wait(Instant until) implements Step {}
}
