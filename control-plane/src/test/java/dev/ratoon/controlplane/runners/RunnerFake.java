package dev.ratoon.controlplane.runners;

import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.protocol.Frame;
import dev.ratoon.protocol.FromRunner;
import dev.ratoon.protocol.Malformed;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Protocol;
import dev.ratoon.protocol.RunnerKey;
import dev.ratoon.protocol.ToRunner;
import dev.ratoon.protocol.Upstream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A runner that says what a test wants it to say; a hostile one, if need be. */
public final class RunnerFake implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int PATIENCE = 20;

    private final BlockingQueue<ToRunner> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;
    private volatile boolean broken;

    private RunnerFake(SandboxOrder.Address door, String path, String shown) {
        URI uri = URI.create("ws://" + door.host() + ":" + door.port() + path);
        socket =
                CLIENT.newWebSocketBuilder()
                        .header("Authorization", shown)
                        .buildAsync(uri, this)
                        .join();
    }

    public static RunnerFake dial(SandboxOrder.Address door, String shown) {
        return new RunnerFake(door, Protocol.CONTROL_PATH, shown);
    }

    public static RunnerFake dialStream(SandboxOrder.Address door, String path) {
        return new RunnerFake(door, path, "none");
    }

    public RunnerFake hello(RunnerKey key) {
        return hello(new FromRunner.Hello(Protocol.VERSION, "test", key.published(), "box", 0, 0));
    }

    public RunnerFake hello(FromRunner.Hello hello) {
        says(hello);
        return this;
    }

    public void says(FromRunner message) {
        sent(socket.sendText(Messages.write(message), true));
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            try {
                heard.add(Messages.toRunner(text.toString()));
            } catch (Malformed e) {
                closed.completeExceptionally(e);
            }
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    /** The next message of this kind; others are passed over. */
    public <T extends ToRunner> T hears(Class<T> kind) throws InterruptedException {
        for (ToRunner next = next(); ; next = next()) {
            if (kind.isInstance(next)) {
                return kind.cast(next);
            }
        }
    }

    private ToRunner next() throws InterruptedException {
        ToRunner next = heard.poll(PATIENCE, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came" + (closed.isDone() ? ", it is closed" : ""));
        }
        return next;
    }

    void says(long n, String type, String payload) {
        says(n, type, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** On a stream that it has dialled. */
    public void says(Frame frame) {
        sent(socket.sendBinary(ByteBuffer.wrap(frame.bytes()), true));
    }

    public void says(long n, String type, byte[] payload) {
        byte[] message = new Upstream.Entry(n, type, payload).bytes();
        sent(socket.sendBinary(ByteBuffer.wrap(message), true));
    }

    private void sent(CompletableFuture<WebSocket> sending) {
        try {
            sending.join();
        } catch (CompletionException e) {
            // Closed already; how is what the test looks at. Who learns of a reset by writing is
            // not told by reading.
            broken = true;
        }
    }

    public void awaitAcknowledged(long n) throws InterruptedException {
        long acknowledged = 0;
        while (acknowledged < n) {
            acknowledged = hears(ToRunner.Acknowledged.class).n();
        }
    }

    /** Welcomed, or refused for what it has shown. */
    public boolean isWelcome() throws InterruptedException {
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (System.nanoTime() < giveUpAt) {
            if (heard.poll(20, TimeUnit.MILLISECONDS) instanceof ToRunner.Welcome) {
                return true;
            }
            if (closed.isDone() && closed.join() == ControlDoor.REFUSED) {
                return false;
            }
        }
        throw new AssertionError("neither; closed: " + closed);
    }

    public boolean isOpen() {
        return !closed.isDone() && !broken;
    }

    /** With which code the control plane has ended it. */
    public int closeCode() throws Exception {
        return closed.get(PATIENCE, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
