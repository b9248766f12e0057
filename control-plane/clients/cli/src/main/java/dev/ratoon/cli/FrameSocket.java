package dev.ratoon.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Frames over a WebSocket. One message is asked for at a time, so that what is not read yet waits
 * in the network. Threads: one reads, any send.
 */
final class FrameSocket implements WebSocket.Listener, AutoCloseable {
    private final BlockingQueue<Came> came = new ArrayBlockingQueue<>(4);
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final HttpClient http;
    private final WebSocket socket;

    /** A frame, or why there are no more. */
    private record Came(@Nullable Frame frame, String end) {}

    FrameSocket(Api api, String path) throws IOException {
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Api.TO_CONNECT);
        if (api.authority() != null) {
            builder.sslContext(Trust.with(api.authority()));
        }
        http = builder.build();
        String address = api.url().resolve(path).toString().replaceFirst("^http", "ws");
        try {
            socket = http.newWebSocketBuilder().buildAsync(URI.create(address), this).join();
        } catch (CompletionException e) {
            http.shutdownNow();
            throw refused(e);
        }
    }

    private static IOException refused(CompletionException e) {
        return e.getCause() instanceof WebSocketHandshakeException handshake
                ? new IOException("HTTP " + handshake.getResponse().statusCode(), e)
                : new IOException(String.valueOf(e.getCause()), e);
    }

    synchronized void text(String text) throws IOException {
        try {
            socket.sendText(text, true).join();
        } catch (CompletionException e) {
            throw new IOException("the connection broke", e);
        }
    }

    synchronized void send(Frame frame) throws IOException {
        try {
            socket.sendBinary(ByteBuffer.wrap(frame.bytes()), true).join();
        } catch (CompletionException e) {
            throw new IOException("the connection broke", e);
        }
    }

    /** The next frame; an end before the last one fails. */
    Frame take() throws IOException {
        try {
            Came next = came.take();
            if (next.frame() == null) {
                throw new IOException(next.end());
            }
            socket.request(1);
            return next.frame();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] some = new byte[data.remaining()];
        data.get(some);
        message.writeBytes(some);
        if (!last) {
            from.request(1);
            return null;
        }
        byte[] whole = message.toByteArray();
        message.reset();
        try {
            put(new Came(Frame.of(ByteBuffer.wrap(whole)), ""));
        } catch (IOException e) {
            put(new Came(null, String.valueOf(e.getMessage())));
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        put(new Came(null, reason.isEmpty() ? "it was closed (" + code + ")" : reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        put(new Came(null, String.valueOf(error.getMessage())));
    }

    private void put(Came next) {
        // Never full: one message is asked for at a time, and after an end there are no more.
        came.add(next);
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }
}
