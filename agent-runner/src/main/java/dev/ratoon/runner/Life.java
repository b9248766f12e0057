package dev.ratoon.runner;

import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.ToRunner;
import dev.ratoon.protocol.Upstream;
import dev.ratoon.runner.hands.Hands;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.outbox.Notebook;
import dev.ratoon.runner.outbox.Outbox;
import dev.ratoon.runner.walls.Lookout;
import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Endpoint;
import dev.ratoon.runner.wire.Threads;
import dev.ratoon.runner.workspace.Absences;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The parts of a runner, joined. */
final class Life implements Ledger {
    private static final Duration TO_FLUSH = Duration.ofSeconds(30);

    private final Outbox outbox;
    private final Sender sender;
    private final ControlLine line;
    private final Streams streams;
    private final Agent agent;
    private final Settings settings;
    private volatile @Nullable Lookout lookout;

    Life(Settings settings, Identity identity, Notebook notebook, Outbox outbox, Sender sender) {
        this.settings = settings;
        this.outbox = outbox;
        this.sender = sender;
        Hands hands = Hands.at(settings.link());
        var absences = new Absences();
        this.line =
                new ControlLine(
                        settings.control(),
                        identity,
                        outbox,
                        notebook,
                        sender,
                        this::take,
                        new BackOff(ThreadLocalRandom.current()),
                        absences);
        this.streams = new Streams(settings.control(), hands, line::say, absences);
        this.agent = new Agent(hands, notebook, this, streams, this::finish);
    }

    int run(Set<Integer> endedTurns) throws IOException, InterruptedException {
        agent.start(endedTurns);
        if (settings.ownNetwork() && settings.control() instanceof Endpoint.Tcp control) {
            lookout =
                    Lookout.begin(
                            control,
                            settings.addresses(),
                            words -> report(new Reported.Notice(words)));
        }
        return switch (line.run()) {
            case FINISHED, OVER -> 0;
            case REFUSED -> 3;
            case FOREIGN_OUTBOX -> {
                Account.say(
                        "The log and this outbox do not fit together: one of them was put back to"
                                + " an older state. It is put aside, and the next start begins"
                                + " another.");
                Outbox.putAside(settings.state());
                yield 5;
            }
        };
    }

    private void take(ToRunner message) {
        if (message instanceof ToRunner.OpenStream wanted) {
            streams.open(wanted);
        } else {
            if (message instanceof ToRunner.Welcome welcome
                    && welcome.assignment().variables() != null) {
                streams.with(welcome.assignment().variables());
            }
            agent.accept(message);
        }
    }

    private void finish() {
        Threads.virtual(
                "finish",
                () -> {
                    if (lookout != null) {
                        lookout.end();
                    }
                    outbox.sync();
                    line.finish(TO_FLUSH);
                });
    }

    @Override
    public void report(Reported reported) {
        long _ = outbox.append(reported);
    }

    @Override
    public void show(Upstream.Chunk chunk) {
        sender.show(chunk);
    }

    @Override
    public void sync() throws InterruptedException {
        outbox.sync();
    }
}
