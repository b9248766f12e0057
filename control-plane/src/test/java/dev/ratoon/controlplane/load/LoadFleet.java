package dev.ratoon.controlplane.load;

import dev.ratoon.controlplane.basis.Generated;
import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.ObservedEvent;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.NewEvent;
import dev.ratoon.controlplane.log.OutsideLog;
import dev.ratoon.controlplane.log.Soon;
import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.RunnerKey;
import dev.ratoon.protocol.Upstream;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Agents without sandboxes. Their logs begin as those of real ones, and are written by the
 * product's own log; what a reconciler would do about them is done here, under leases that are
 * ours.
 */
final class LoadFleet {
    private static final Ids IDS = Generated.ids();
    private final Tables tables;
    private final LogStore log;
    private final UUID owner;

    LoadFleet(Target target) throws IOException, SQLException {
        tables = Tables.open(target);
        log = OutsideLog.open(tables.database(), target.home());
        owner = tables.owner();
    }

    /** In the middle of their first turn. */
    List<LoadAgent> working(int count) throws SQLException {
        List<LoadAgent> agents = made(count);
        tables.lookAfter(agents.stream().map(LoadAgent::id).toList());
        List<LoadAgent> working = new ArrayList<>();
        List<Soon> soon = new ArrayList<>();
        for (LoadAgent agent : agents) {
            List<NewEvent> events = beginning(agent);
            soon.add(log.appendSoon(agent.id(), _ -> events, () -> {}));
            working.add(new LoadAgent(agent.id(), agent.outbox(), agent.key(), 4));
        }
        soon.forEach(Soon::await);
        return working;
    }

    /** With a turn of work behind them, and paused. */
    void paused(int count) throws SQLException {
        for (int left = count; left > 0; left -= 1_000) {
            List<LoadAgent> agents = made(Math.min(left, 1_000));
            List<Soon> soon = new ArrayList<>();
            for (LoadAgent agent : agents) {
                List<NewEvent> events = beginning(agent);
                events.addAll(ending());
                soon.add(log.appendSoon(agent.id(), _ -> events, () -> {}));
            }
            soon.forEach(Soon::await);
        }
        tables.vacuum();
    }

    /**
     * In the middle of its first turn, of which so many events are in its log; the last says this.
     */
    LoadAgent talkative(int events, String last) throws SQLException {
        LoadAgent agent = working(1).getFirst();
        List<Soon> soon = new ArrayList<>();
        for (long n = agent.last(); n < events; ) {
            List<NewEvent> some = new ArrayList<>();
            for (int i = 0; i < 1_000 && n < events; i++) {
                n++;
                some.add(reported(n, n == events ? LoadTalk.last(last) : LoadTalk.of(n)));
            }
            soon.add(log.appendSoon(agent.id(), _ -> some, () -> {}));
        }
        soon.forEach(Soon::await);
        return agent;
    }

    private List<LoadAgent> made(int count) {
        List<LoadAgent> agents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var agent = new LoadAgent(IDS.next(), IDS.next().toString(), RunnerKey.fresh(), 0);
            log.create(
                    agent.id(),
                    new LogStore.Asked(owner, null, null),
                    // Paused at first, so that nobody begins to make a sandbox for it meanwhile.
                    List.of(created(agent), new ObservedEvent.PauseAsked("load", "Not yet.")),
                    Instant.now());
            agents.add(agent);
        }
        return agents;
    }

    private ObservedEvent created(LoadAgent agent) {
        String name = "load-" + agent.id();
        return new ObservedEvent.Created(
                name,
                owner,
                null,
                "Make the tests of the billing module pass again",
                "https://git.example.com/acme/billing",
                null,
                "ratoon/" + name,
                false,
                "default",
                "shell",
                null,
                "normal",
                false,
                new Limits(100_000, 100));
    }

    private static List<NewEvent> beginning(LoadAgent agent) {
        var message = IDS.next();
        String prompt = "make test, and mend what fails. ".repeat(8);
        var events = new ArrayList<NewEvent>();
        events.add(NewEvent.of(new ObservedEvent.MessageSent(message, prompt, false, "somebody")));
        events.add(
                NewEvent.of(
                        new ObservedEvent.SandboxWanted(
                                LoadAgent.INCARNATION,
                                Instant.now().plus(Duration.ofMinutes(15)))));
        events.add(
                NewEvent.of(new ObservedEvent.SandboxStarted(LoadAgent.INCARNATION, "none: load")));
        events.add(new NewEvent.Outbox(agent.outbox()));
        events.add(
                NewEvent.of(
                        new ObservedEvent.RunnerConnected(
                                LoadAgent.INCARNATION,
                                agent.key().published(),
                                agent.outbox(),
                                "load",
                                "load")));
        events.add(reported(1, new Reported.WorkspacePreparing("clone")));
        events.add(reported(2, new Reported.WorkspacePrepared("c0ffee", "ratoon/load")));
        events.add(reported(3, new Reported.HarnessStarted("shell", "1", false)));
        events.add(NewEvent.of(new ObservedEvent.TurnGiven(1, message, prompt, List.of())));
        events.add(reported(4, new Reported.TurnStarted(1)));
        return events;
    }

    private static List<NewEvent> ending() {
        var events = new ArrayList<NewEvent>();
        for (int n = 5; n < 15; n++) {
            events.add(
                    reported(
                            n, new Reported.Said("m", "text", n * 100L, "x".repeat(100), n == 14)));
        }
        events.add(reported(15, new Reported.TurnEnded(1, "completed", null)));
        events.add(NewEvent.of(new ObservedEvent.PauseAsked("load", "It has nothing to do.")));
        events.add(
                NewEvent.of(
                        new ObservedEvent.SandboxEnded(LoadAgent.INCARNATION, "It was asked to.")));
        return events;
    }

    private static NewEvent reported(long n, Reported reported) {
        return new NewEvent.Reported(
                new Upstream.Entry(n, Reported.typeOf(reported), Reported.payloadOf(reported)));
    }
}
