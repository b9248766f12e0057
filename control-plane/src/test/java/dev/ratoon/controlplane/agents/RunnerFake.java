package dev.ratoon.controlplane.agents;

import dev.ratoon.environments.SandboxOrder;
import dev.ratoon.protocol.FromRunner;
import dev.ratoon.protocol.Malformed;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Protocol;
import dev.ratoon.protocol.ToRunner;
import dev.ratoon.protocol.Upstream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Somebody who says that it is a runner, and need not be honest. */
public final class RunnerFake implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final BlockingQueue<ToRunner> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    private RunnerFake(SandboxOrder.Address at, String path, String authorization) {
        this.socket =
                CLIENT.newWebSocketBuilder()
                        .header("Authorization", authorization)
                        .buildAsync(URI.create("ws://" + at.host() + ":" + at.port() + path), this)
                        .join();
    }

    public static RunnerFake dial(SandboxOrder.Address at, String authorization) {
        return new RunnerFake(at, Protocol.CONTROL_PATH, authorization);
    }

    public static RunnerFake dialStream(SandboxOrder.Address at, String path) {
        return new RunnerFake(at, path, "none");
    }

    public RunnerFake hello(String publicKey) {
        return say(new FromRunner.Hello(1, "test", publicKey, "box", 0, 0));
    }

    public RunnerFake say(FromRunner message) {
        socket.sendText(Messages.write(message), true).join();
        return this;
    }

    public RunnerFake entry(long n, String type, byte[] payload) {
        byte[] bytes = new Upstream.Entry(n, type, payload).bytes();
        try {
            socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        } catch (CompletionException e) {
            // The other side has had enough; how it ended it is what the test looks at.
            return this;
        }
        return this;
    }

    /** The next message of this kind. */
    public <T extends ToRunner> T await(Class<T> kind) throws InterruptedException {
        ToRunner next = heard.poll(20, TimeUnit.SECONDS);
        while (next != null && !kind.isInstance(next)) {
            next = heard.poll(20, TimeUnit.SECONDS);
        }
        if (next == null) {
            throw new AssertionError("no " + kind + "; closed: " + closed);
        }
        return kind.cast(next);
    }

    /** Welcomed, or refused for what it has shown. */
    boolean isWelcome() throws InterruptedException {
        long giveUpAt = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < giveUpAt) {
            if (heard.poll(20, TimeUnit.MILLISECONDS) instanceof ToRunner.Welcome) {
                return true;
            }
            if (closed.isDone() && closed.join() == 4003) {
                return false;
            }
        }
        throw new AssertionError("neither; closed: " + closed);
    }

    /** With which code the other side ends it. */
    public int closeCode() {
        return closed.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
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

    @Override
    public void close() {
        socket.abort();
    }
}
