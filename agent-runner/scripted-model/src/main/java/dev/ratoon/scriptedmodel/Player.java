package dev.ratoon.scriptedmodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes replies of scenarios. Threads: any. */
final class Player {
    private final Scenarios scenarios;
    private final Map<String, Integer> done = new HashMap<>();
    private int calls;

    Player(Scenarios scenarios) {
        this.scenarios = scenarios;
    }

    sealed interface Played {
        record Answer(Reply reply) implements Played {}

        record Failure(int status) implements Played {}
    }

    /**
     * The next reply of the turn.
     *
     * @param bytes of the request: by these its use is reckoned
     */
    Played play(Conversation conversation, long bytes) {
        Optional<String> extra = Extra.answer(conversation);
        if (extra.isPresent()) {
            List<Reply.Part> parts = List.of(new Reply.Part.Text(extra.get()));
            return new Played.Answer(new Reply(conversation.model(), parts, used(bytes, parts)));
        }
        Scenario scenario = scenarios.named(conversation.lastUser());
        int step = conversation.step();
        List<Action> actions =
                step < scenario.replies().size()
                        ? scenario.replies().get(step)
                        : List.of(new Action.Say("Done."));
        String where = scenario.name() + " " + conversation.users().size() + " " + step;
        for (Action action : actions) {
            if (action instanceof Action.Fail(int status, int times)
                    && isStill(where + " fail", times)) {
                return new Played.Failure(status);
            }
        }
        return new Played.Answer(reply(conversation, actions, where, step, bytes));
    }

    private Reply reply(
            Conversation conversation, List<Action> actions, String where, int step, long bytes) {
        Tools tools = Tools.of(conversation);
        var parts = new ArrayList<Reply.Part>();
        Reply.Usage claimed = null;
        for (Action action : actions) {
            switch (action) {
                case Action.Say(String text) -> parts.add(new Reply.Part.Text(text));
                case Action.Think(String text) -> parts.add(new Reply.Part.Thought(text));
                case Action.Edit edit -> parts.add(tool(step, tools.edit(edit), edit));
                case Action.Run run -> parts.add(tool(step, tools.run(run), run));
                case Action.Ask ask ->
                        parts.add(
                                tools.ask(ask).isEmpty()
                                        ? new Reply.Part.Text(ask.question())
                                        : tool(step, tools.ask(ask), ask));
                case Action.Plan plan -> parts.add(tool(step, tools.plan(plan), plan));
                case Action.Use use ->
                        parts.add(
                                tool(
                                        step,
                                        Optional.of(new Call.Asked(use.tool(), use.input())),
                                        use));
                case Action.Stall stall -> parts.add(new Reply.Part.Silence(stall.time()));
                case Action.Cut cut -> {
                    if (isStill(where + " cut", cut.times())) {
                        parts.add(new Reply.Part.Cut());
                    }
                }
                case Action.Claim(long input, long cached, long output) ->
                        claimed = new Reply.Usage(input, cached, output);
                case Action.Fail _ -> {}
            }
        }
        return new Reply(
                conversation.model(), parts, claimed == null ? used(bytes, parts) : claimed);
    }

    private synchronized Reply.Part tool(int step, Optional<Call.Asked> asked, Action action) {
        if (asked.isEmpty()) {
            return new Reply.Part.Text("There is no tool for this: " + action);
        }
        return new Reply.Part.Tool(Call.of(step, Integer.toString(++calls), asked.get()));
    }

    private synchronized boolean isStill(String what, int times) {
        return done.merge(what, 1, Integer::sum) <= times;
    }

    private static Reply.Usage used(long bytes, List<Reply.Part> parts) {
        return new Reply.Usage(bytes / 4, 0, 1 + parts.toString().length() / 4);
    }
}
