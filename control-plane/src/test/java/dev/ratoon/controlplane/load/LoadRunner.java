package dev.ratoon.controlplane.load;

import dev.ratoon.protocol.Audience;
import dev.ratoon.protocol.FromRunner;
import dev.ratoon.protocol.Malformed;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Protocol;
import dev.ratoon.protocol.Reported;
import dev.ratoon.protocol.ToRunner;
import dev.ratoon.protocol.Upstream;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A runner as far as the control plane can tell: signs for itself, says Hello, keeps each record
 * until it is acknowledged and sends it again after a reconnect, with a real one's back-off. Its
 * records carry the time at which they were made, between two at-signs. Threads: one event loop.
 */
final class LoadRunner {
    private static final long LONGEST = 10_000;
    private static final int PIECES_OF_A_MESSAGE = 40;
    private static final String PADDING =
            " and goes on for a while, as people's sentences do".repeat(2);

    private final LoadAgent agent;
    private final Vertx vertx;
    private final WebSocketClient client;
    private final int port;
    private final Watch watch;
    private final Deque<Upstream.Entry> kept = new ArrayDeque<>();
    private WebSocket socket;
    private long last;
    private long pieces;
    private long offset;
    private long wait = 100;

    /** Who is told how the runner fares. */
    interface Watch {
        void welcomed();

        void lost();
    }

    LoadRunner(LoadAgent agent, Vertx vertx, WebSocketClient client, int port, Watch watch) {
        this.agent = agent;
        this.vertx = vertx;
        this.client = client;
        this.port = port;
        this.watch = watch;
        this.last = agent.last();
    }

    void connect() {
        String shown =
                agent.key()
                        .sign(
                                Audience.CONTROL,
                                agent.id().toString(),
                                LoadAgent.INCARNATION,
                                Instant.now())
                        .header();
        client.connect(
                        new WebSocketConnectOptions()
                                .setHost("127.0.0.1")
                                .setPort(port)
                                .setURI(Protocol.CONTROL_PATH)
                                .addHeader("Authorization", shown))
                .onSuccess(this::greet)
                .onFailure(_ -> again());
    }

    private void greet(WebSocket open) {
        open.textMessageHandler(text -> heard(open, text));
        open.closeHandler(
                _ -> {
                    socket = null;
                    watch.lost();
                    again();
                });
        open.writeTextMessage(
                Messages.write(
                        new FromRunner.Hello(
                                Protocol.VERSION,
                                "load",
                                agent.key().published(),
                                agent.outbox(),
                                last,
                                Long.MAX_VALUE)));
    }

    private void again() {
        long most = wait;
        wait = Math.min(wait * 2, LONGEST);
        vertx.setTimer(
                most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1), _ -> connect());
    }

    private void heard(WebSocket open, String text) {
        try {
            switch (Messages.toRunner(text)) {
                case ToRunner.Welcome welcome -> {
                    wait = 100;
                    acknowledged(welcome.acknowledged());
                    kept.forEach(entry -> open.writeBinaryMessage(Buffer.buffer(entry.bytes())));
                    socket = open;
                    watch.welcomed();
                }
                case ToRunner.Acknowledged(long n) -> acknowledged(n);
                case ToRunner.ImagePiece _,
                        ToRunner.Prompt _,
                        ToRunner.Cancel _,
                        ToRunner.Decided _,
                        ToRunner.SwitchMode _,
                        ToRunner.OpenStream _,
                        ToRunner.AskAside _,
                        ToRunner.End _,
                        ToRunner.Unknown _ -> {}
            }
        } catch (Malformed e) {
            throw new IllegalStateException("the control plane sends what is none of ours", e);
        }
    }

    private void acknowledged(long n) {
        while (!kept.isEmpty() && kept.getFirst().n() <= n) {
            kept.removeFirst();
        }
    }

    /** One more record; false when the network or the log is behind, and nothing was made. */
    boolean report(int ahead) {
        if (socket == null || socket.writeQueueFull() || kept.size() >= ahead) {
            return false;
        }
        String text = words();
        String message = message();
        boolean isLast = ++pieces % PIECES_OF_A_MESSAGE == 0;
        var said = new Reported.Said(message, "text", offset, text, isLast);
        offset = isLast ? 0 : offset + text.length();
        var entry = new Upstream.Entry(++last, "said", Reported.payloadOf(said));
        kept.add(entry);
        socket.writeBinaryMessage(Buffer.buffer(entry.bytes()));
        return true;
    }

    /** One more piece for those who watch now. */
    boolean show() {
        if (socket == null || socket.writeQueueFull()) {
            return false;
        }
        var chunk = new Upstream.Chunk(message(), "text", offset, words());
        socket.writeBinaryMessage(Buffer.buffer(chunk.bytes()));
        return true;
    }

    private String message() {
        return "m" + agent.id() + "-" + pieces / PIECES_OF_A_MESSAGE;
    }

    private static String words() {
        return "@" + System.nanoTime() + "@" + PADDING;
    }

    int unacknowledged() {
        return kept.size();
    }
}
