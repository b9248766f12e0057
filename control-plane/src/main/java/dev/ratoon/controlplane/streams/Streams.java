package dev.ratoon.controlplane.streams;

import dev.ratoon.controlplane.basis.Ids;
import dev.ratoon.controlplane.runners.Connections;
import dev.ratoon.controlplane.runners.StreamRefusals;
import dev.ratoon.controlplane.sockets.Socket;
import dev.ratoon.protocol.Protocol;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Streams that were asked for and are not dialled back yet. Safe for many threads. */
@Singleton
class Streams implements StreamRefusals {
    static final String LATE = "Its sandbox did not answer in time. Try again.";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int TICKET_BYTES = 32;

    private final Connections connections;
    private final RandomGenerator random;
    private final Ids ids;
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();

    Streams(Connections connections, RandomGenerator random, Ids ids) {
        this.connections = connections;
        this.random = random;
        this.ids = ids;
    }

    private record Asked(UUID agent, String ticket, BlockingQueue<Dialled> dialled) {}

    /** What came of it: the connection, and what to do when it is over; or a refusal. */
    sealed interface Dialled {
        record Back(Socket socket, CountDownLatch over) implements Dialled {}

        record Refused(String words) implements Dialled {}
    }

    /**
     * Asks the agent's runner for a stream, if it is connected here, and waits until it is there.
     */
    Dialled open(StreamOrder order) throws InterruptedException {
        Expected expected = expect(order.agent());
        try {
            if (!connections.tell(order.agent(), order.to(expected.path(), expected.ticket()))) {
                return new Dialled.Refused(
                        "Its runner is not connected right now. Try again in a moment.");
            }
            return dialled(expected, PATIENCE);
        } finally {
            asked.remove(expected.path());
        }
    }

    /** A path that its ticket opens. */
    record Expected(String path, String ticket) {
        @Override
        public String toString() {
            return "Expected[" + path + "]";
        }
    }

    /** From now on, until somebody has waited for it. */
    Expected expect(UUID agent) {
        byte[] secret = new byte[TICKET_BYTES];
        random.nextBytes(secret);
        String ticket = HexFormat.of().formatHex(secret);
        String path = Protocol.STREAMS_PATH + connections.process() + "/" + ids.next();
        asked.put(path, new Asked(agent, ticket, new ArrayBlockingQueue<>(1)));
        return new Expected(path, ticket);
    }

    Dialled dialled(Expected expected, Duration patience) throws InterruptedException {
        Asked waiting = asked.get(expected.path());
        if (waiting == null) {
            return new Dialled.Refused("Nobody waits for this stream.");
        }
        Dialled came = waiting.dialled().poll(patience.toSeconds(), TimeUnit.SECONDS);
        if (came == null && !asked.remove(expected.path(), waiting)) {
            // Somebody took the ticket at the last moment, and is about to be here.
            came = waiting.dialled().take();
        }
        return came == null ? new Dialled.Refused(LATE) : came;
    }

    /** The one who waits for this path, if the ticket is the one for it; and never again. */
    Optional<BlockingQueue<Dialled>> use(String path, String ticket) {
        Asked waiting = asked.get(path);
        if (waiting == null
                || !MessageDigest.isEqual(
                        waiting.ticket().getBytes(StandardCharsets.US_ASCII),
                        ticket.getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        return asked.remove(path, waiting) ? Optional.of(waiting.dialled()) : Optional.empty();
    }

    @Override
    public void refused(UUID agent, String path, String words) {
        Asked waiting = asked.get(path);
        if (waiting != null && waiting.agent().equals(agent) && asked.remove(path, waiting)) {
            waiting.dialled().add(new Dialled.Refused(words));
        }
    }
}
