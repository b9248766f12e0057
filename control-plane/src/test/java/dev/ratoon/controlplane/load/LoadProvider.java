package dev.ratoon.controlplane.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A provider of models that answers at once; in a stream, pieces that carry the time at which they
 * were made. What it does is the model's name. Threads: a virtual one for each request.
 */
final class LoadProvider implements AutoCloseable {
    static final String ONE = "one";
    static final String PACED = "paced";
    static final String FLOOD = "flood";

    /** Pieces of one stream in a second, as a model's words come. */
    static final int RATE = 20;

    private static final int SHORTEST = 10 * RATE;
    private static final int LONGEST = 50 * RATE;
    private static final long LARGEST = 8 << 20;
    private static final String PADDING = " and words of about this length".repeat(2);
    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":10,\"total_tokens\":30}";
    private static final byte[] END =
            bytes("data: {\"choices\":[]," + USAGE + "}\n\ndata: [DONE]\n\n");
    private static final byte[] WHOLE =
            bytes("{\"choices\":[{\"message\":{\"content\":\"hi\"}}]," + USAGE + "}");

    private final HttpServer server;
    private final Traffic sent;
    private volatile boolean over;

    LoadProvider(int port, Traffic sent) throws IOException {
        // Else each small answer waits for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.sent = sent;
        server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** Streams that are under way end in order. */
    void over() {
        over = true;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean streams = asked.contains("\"stream\":true");
            exchange.getResponseHeaders()
                    .set("Content-Type", streams ? "text/event-stream" : "application/json");
            exchange.sendResponseHeaders(200, streams ? 0 : WHOLE.length);
            try (OutputStream out = exchange.getResponseBody()) {
                if (!streams) {
                    out.write(WHOLE);
                } else if (asked.contains(ONE)) {
                    write(out, piece());
                    write(out, END);
                } else {
                    stream(out, asked.contains(PACED));
                }
            }
        }
    }

    private void stream(OutputStream out, boolean paced) throws IOException {
        var gaps = new Traffic.Gaps(sent);
        long began = System.nanoTime();
        long written = 0;
        // Those that began together do not end together.
        int pieces = ThreadLocalRandom.current().nextInt(SHORTEST, LONGEST);
        for (int i = 0; !over && written < LARGEST && (!paced || i < pieces); i++) {
            if (paced) {
                LockSupport.parkNanos(began + i * 1_000_000_000L / RATE - System.nanoTime());
            }
            byte[] piece = piece();
            write(out, piece);
            gaps.passed(piece, piece.length);
            written += piece.length;
        }
        write(out, END);
        gaps.passed(END, END.length);
    }

    private static void write(OutputStream out, byte[] piece) throws IOException {
        out.write(piece);
        out.flush();
    }

    private static byte[] piece() {
        return bytes(
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"@"
                        + System.nanoTime()
                        + "@"
                        + PADDING
                        + "\"}}]}\n\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
