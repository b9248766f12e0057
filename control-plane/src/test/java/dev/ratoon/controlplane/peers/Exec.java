package dev.ratoon.controlplane.peers;

import dev.ratoon.controlplane.login.Api;
import dev.ratoon.protocol.Frame;
import dev.ratoon.protocol.Malformed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A command in a sandbox, as a client runs it. */
public final class Exec implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final LinkedBlockingQueue<Frame> came = new LinkedBlockingQueue<>();
    private final StringBuilder out = new StringBuilder();
    private final ByteBuffer part = ByteBuffer.allocate(1 << 20);
    private final WebSocket socket;

    public Exec(Api api, String agent, String wanted) {
        URI at = URI.create(api.base().toString().replaceFirst("^http", "ws"));
        var builder = CLIENT.newWebSocketBuilder();
        api.headers().forEach(builder::header);
        socket = builder.buildAsync(at.resolve("/api/agents/" + agent + "/exec"), this).join();
        socket.sendText(wanted, true).join();
    }

    void send(Frame frame) {
        socket.sendBinary(ByteBuffer.wrap(frame.bytes()), true).join();
    }

    void type(String text) {
        send(new Frame.Bytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** All that was printed, once this is in it. */
    String prints(String text) throws Exception {
        while (out.indexOf(text) < 0) {
            switch (next()) {
                case Frame.Bytes(byte[] bytes) ->
                        out.append(new String(bytes, StandardCharsets.UTF_8));
                case Frame.Exit _, Frame.Refused _ ->
                        throw new AssertionError("it ended without it: " + out);
                default -> {}
            }
        }
        return out.toString();
    }

    /** Its last frame. */
    public Frame end() throws Exception {
        while (true) {
            Frame frame = next();
            switch (frame) {
                case Frame.Bytes(byte[] bytes) -> {
                    out.append(new String(bytes, StandardCharsets.UTF_8));
                    credit(bytes.length);
                }
                case Frame.Exit _, Frame.Refused _ -> {
                    return frame;
                }
                default -> {}
            }
        }
    }

    private void credit(int bytes) {
        try {
            send(new Frame.Credit(bytes));
        } catch (CompletionException e) {
            // It has ended, and nobody needs it any more.
            return;
        }
    }

    public String out() {
        return out.toString();
    }

    private Frame next() throws Exception {
        Frame frame = came.poll(90, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("nothing came; so far: " + out);
        }
        return frame;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer bytes, boolean last) {
        part.put(bytes);
        if (last) {
            try {
                came.add(Frame.of(part.flip()));
            } catch (Malformed e) {
                came.add(new Frame.Refused("malformed: " + e.getMessage()));
            }
            part.clear();
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        came.add(new Frame.Refused("closed: " + code + " " + reason));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
