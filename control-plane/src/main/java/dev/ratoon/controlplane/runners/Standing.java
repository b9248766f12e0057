package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.life.Call;
import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.life.Overstepped;
import dev.ratoon.controlplane.life.Turn;
import dev.ratoon.controlplane.life.TurnCut;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.protocol.Reported;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands before people, what they have allowed and which turn there is, while records of one
 * batch are taken: as the facts are going to hold it. Threads: one.
 */
final class Standing {
    /** How many decisions may stand before people: all of them are in the agent's facts. */
    static final int MOST_OPEN = 20;

    /** Who ended a turn of these said why. */
    private static final Set<String> TOLD = Set.of("cancelled", "interrupted");

    private final List<Facts.Open> open;
    private List<Call> allowed;
    private @Nullable Turn turn;

    Standing(Facts facts) {
        open = new ArrayList<>(facts.approvals().open());
        allowed = facts.approvals().allowed();
        turn = facts.talk().turn();
    }

    /** What its model did not say to the end is told, whatever the harness calls that. */
    void ended(Reported.TurnEnded end, List<NewEvent> events) {
        Turn over = turn;
        if (over == null || over.number() != end.turn()) {
            return;
        }
        turn = null;
        if (over.cut() != null && !TOLD.contains(end.outcome())) {
            String words = "The last answer of its model is not whole. " + over.cut();
            events.add(NewEvent.of(new TurnCut(over.number(), words)));
        }
    }

    boolean isFull() {
        return open.size() >= MOST_OPEN;
    }

    void opened(Facts.Open one) {
        Call call = one.call();
        if (call != null) {
            allowed = Call.without(allowed, call.id());
        }
        open.add(one);
    }

    /** By a rule. */
    void allowed(@Nullable Call call) {
        if (call != null) {
            allowed = Call.with(allowed, call);
        }
    }

    /** One call oversteps once: it is told, and then it is no news. */
    void compare(Reported.Tool tool, long seq, List<NewEvent> events) {
        String id = Inputs.id(tool.call());
        for (Call call : allowed) {
            if (call.id().equals(id)) {
                Inputs.between(call, tool.update())
                        .ifPresent(
                                it -> {
                                    events.add(
                                            NewEvent.of(
                                                    new Overstepped(
                                                            id,
                                                            seq,
                                                            it.input(),
                                                            it.allowed(),
                                                            it.said())));
                                    allowed = Call.without(allowed, id);
                                });
            }
        }
    }

    void closeAll(String why, List<NewEvent> events) {
        for (Facts.Open each : List.copyOf(open)) {
            close(each.request(), why, events);
        }
    }

    void close(String request, String why, List<NewEvent> events) {
        open.removeIf(
                each -> {
                    boolean it = each.request().equals(request);
                    if (it) {
                        events.add(
                                NewEvent.of(
                                        new ObservedEvent.DecisionClosed(
                                                each.decision(), each.request(), why)));
                    }
                    return it;
                });
    }
}
