package dev.ratoon.controlplane.runners;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogEvent;
import dev.ratoon.controlplane.life.Source;
import dev.ratoon.controlplane.log.LogHub;
import dev.ratoon.controlplane.log.LogStore;
import dev.ratoon.controlplane.log.Soon;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.controlplane.sockets.SocketClosed;
import dev.ratoon.protocol.FromRunner;
import dev.ratoon.protocol.Malformed;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.ToRunner;
import dev.ratoon.protocol.Upstream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One control connection. Its own thread takes in what the runner sends, a second one tells the
 * runner what the log asks of it, beginning after the last command that the runner has noted. Both
 * end with the connection.
 */
final class RunnerConnection implements LogHub.Listener {
    private static final Logger LOG = Logger.getLogger(RunnerConnection.class);
    private static final int GROUP = 64;

    /** Payloads of a group, more or less: what hostile senders could keep in memory. */
    private static final int LARGEST_GROUP = 1 << 20;

    private static final Duration HELD_BACK = Duration.ofSeconds(1);
    private static final int PAGE = 100;

    private final RunnerProof runner;
    private final FromRunner.Hello hello;
    private final Socket socket;
    private final LogStore log;
    private final LogHub hub;
    private final Duration decisionLife;
    private final Supplier<UUID> ids;
    private final StreamRefusals refusals;
    private final Allowances allowances;
    private final Outage outage;
    private final ImagePieces images;
    private final Semaphore news = new Semaphore(1);
    private final AtomicBoolean commandsWaiting = new AtomicBoolean(true);
    private volatile @Nullable Soon committing;
    private volatile boolean over;

    RunnerConnection(
            RunnerProof runner,
            FromRunner.Hello hello,
            Socket socket,
            LogStore log,
            LogHub hub,
            Duration decisionLife,
            Supplier<UUID> ids,
            StreamRefusals refusals,
            Allowances allowances,
            Outage outage,
            ImagePieces images) {
        this.runner = runner;
        this.hello = hello;
        this.socket = socket;
        this.log = log;
        this.hub = hub;
        this.decisionLife = decisionLife;
        this.ids = ids;
        this.refusals = refusals;
        this.allowances = allowances;
        this.outage = outage;
        this.images = images;
    }

    void serve() throws InterruptedException {
        hub.listen(runner.agent(), this);
        Thread feeding = Thread.ofVirtual().name("commands of " + runner).start(this::feed);
        try {
            takeIn();
        } finally {
            over = true;
            hub.leave(runner.agent(), this);
            news.release();
            feeding.join();
        }
    }

    void close(int code, String reason) {
        over = true;
        socket.close(code, reason);
    }

    boolean tell(ToRunner message) {
        try {
            socket.send(Messages.write(message));
            return true;
        } catch (SocketClosed e) {
            return false;
        }
    }

    // --- from the runner

    private void takeIn() throws InterruptedException {
        List<Upstream.Entry> entries = new ArrayList<>();
        Soon soon = null;
        long size = 0;
        while (!over) {
            Socket.Message message = socket.receive();
            switch (message) {
                case Socket.Message.Closed _ -> {
                    return;
                }
                case Socket.Message.Text(String text) -> heard(text);
                case Socket.Message.Binary(byte[] bytes) -> {
                    try {
                        switch (Upstream.of(ByteBuffer.wrap(bytes))) {
                            case Upstream.Entry entry -> {
                                entries.add(entry);
                                size += entry.payload().length + Allowances.ROW;
                            }
                            case Upstream.Chunk chunk -> hub.say(runner.agent(), chunk);
                        }
                    } catch (Malformed e) {
                        close(1002, "This is none of the protocol's messages: " + e.getMessage());
                        return;
                    }
                }
            }
            boolean full = entries.size() >= GROUP || size >= LARGEST_GROUP;
            if (!entries.isEmpty() && (full || !socket.hasMore())) {
                // One group is being committed while the next is gathered, and no more.
                if (soon != null && !acknowledge(soon)) {
                    return;
                }
                if (!allowances.spend(runner, size)) {
                    // What it has sent is kept, and more is taken slowly until it has ended.
                    Thread.sleep(HELD_BACK);
                }
                soon = append(List.copyOf(entries));
                entries.clear();
                size = 0;
                committing = soon;
            }
        }
    }

    private Soon append(List<Upstream.Entry> entries) {
        return log.appendSoon(
                runner.agent(),
                new Intake(runner.incarnation(), hello.outbox(), entries, decisionLife, ids),
                news::release);
    }

    /** Waits for a commit; false when this connection is over with it. */
    private boolean acknowledge(Soon soon) {
        try {
            soon.await();
            return true;
        } catch (Intake.Over e) {
            close(ControlDoor.OVER, "This incarnation is over.");
        } catch (Intake.Gap e) {
            close(1002, "A record is missing in between.");
        } catch (Failure e) {
            outage.because(runner.agent(), e);
            close(1013, "It cannot be written down right now.");
        } catch (RuntimeException e) {
            LOG.warnf(e, "Records of %s cannot be taken in", runner);
            close(1011, "These records cannot be taken in.");
        }
        return false;
    }

    private void heard(String text) {
        try {
            if (Messages.fromRunner(text) instanceof FromRunner.StreamRefused refused) {
                refusals.refused(runner.agent(), refused.path(), refused.words());
            }
        } catch (Malformed e) {
            close(1002, "This is no message: " + e.getMessage());
        }
    }

    // --- to the runner

    private void feed() {
        long after = hello.noted();
        long acknowledged = 0;
        boolean saidGoodbye = false;
        try {
            while (!over) {
                news.tryAcquire(5, TimeUnit.SECONDS);
                news.drainPermits();
                Soon done = committing;
                if (done != null && done.isDone()) {
                    if (!acknowledge(done)) {
                        return;
                    }
                    long n = done.await().acknowledged();
                    if (n > acknowledged) {
                        acknowledged = n;
                        socket.send(Messages.write(new ToRunner.Acknowledged(n)));
                    }
                }
                if (!commandsWaiting.getAndSet(false)) {
                    continue;
                }
                List<LogEvent> page = log.read(runner.agent(), after, PAGE, Orderly.TYPES);
                // Read after the page: by older facts an event of it could seem to be over.
                Facts facts = log.facts(runner.agent()).orElse(null);
                if (facts == null
                        || facts.sandbox() == null
                        || facts.sandbox().incarnation() != runner.incarnation()) {
                    close(ControlDoor.OVER, "This incarnation is over.");
                    return;
                }
                after = tell(page, facts, after);
                if (page.size() == PAGE) {
                    commandsWaiting.set(true);
                    news.release();
                }
                String farewell = Orderly.farewell(facts);
                if (farewell != null && !saidGoodbye) {
                    saidGoodbye = true;
                    socket.send(Messages.write(new ToRunner.End(farewell)));
                }
            }
        } catch (SocketClosed e) {
            over = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Failure e) {
            close(1013, "The log cannot be read right now.");
        }
    }

    private long tell(List<LogEvent> page, Facts facts, long after) throws SocketClosed {
        long told = after;
        for (LogEvent event : page) {
            ToRunner command = Orderly.command(event, facts);
            if (command != null) {
                socket.send(
                        Messages.write(
                                command instanceof ToRunner.Prompt prompt
                                        ? images.before(prompt, socket)
                                        : command));
            }
            told = event.seq();
        }
        return told;
    }

    @Override
    public void appended(long lastSeq, List<LogEvent> events) {
        // What came out of the sandbox is no command to it; of another process all may be.
        boolean concerns =
                events.isEmpty()
                        || events.stream()
                                .anyMatch(
                                        event ->
                                                event.source() == Source.OBSERVED
                                                        || event.type().equals("workspace.failed"));
        if (concerns) {
            commandsWaiting.set(true);
            news.release();
        }
    }

    @Override
    public void said(Upstream.Chunk chunk) {}

    @Override
    public boolean watches() {
        return false;
    }
}
