package dev.ratoon.runner.door;

import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Closing;
import dev.ratoon.runner.wire.Door;
import dev.ratoon.runner.wire.Endpoint;
import dev.ratoon.runner.wire.Threads;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Passes requests of the workspace on to gateways. One request a connection: what comes in is
 * hostile, and nothing after the first request's end is passed on. Threads: one a connection, and
 * one more for its answer.
 */
public final class GatewayDoor {
    private static final int BUFFER = 16 << 10;

    /** What comes in is hostile, and the runner is small. */
    static final int AT_ONCE = 32;

    private static final Duration TO_SAY_WHAT = Duration.ofSeconds(20);

    /** A gateway, by the first part of its paths. */
    public record Gateway(Endpoint endpoint, Supplier<String> credential) {}

    private final Map<String, Gateway> gateways;
    private final Duration toSayWhat;
    private final Admission admission = new Admission(AT_ONCE);

    public GatewayDoor(Map<String, Gateway> gateways) {
        this(gateways, TO_SAY_WHAT);
    }

    GatewayDoor(Map<String, Gateway> gateways, Duration toSayWhat) {
        this.gateways = Map.copyOf(gateways);
        this.toSayWhat = toSayWhat;
    }

    public void open(ServerSocketChannel door) {
        Threads.virtual(
                "gateway door",
                () -> Door.admit("gateway", door, near -> admission.admit(near, this::serve)));
    }

    private Head head(InputStream in, SocketChannel near) throws IOException {
        Thread watch = Admission.closing(near, toSayWhat);
        try {
            return Head.read(in);
        } finally {
            watch.interrupt();
        }
    }

    private void serve(SocketChannel near) throws IOException {
        try (near) {
            InputStream in = new BufferedInputStream(Channels.newInputStream(near), BUFFER);
            OutputStream out = Channels.newOutputStream(near);
            try {
                Head head = head(in, near);
                boolean chunked = head.isChunked();
                long length = head.length();
                Gateway gateway = gateways.get(first(head.target()));
                if (gateway == null) {
                    Admission.refuse(
                            out, "404 Not Found", "This sandbox has no gateway for " + path(head));
                    return;
                }
                if (head.expectsContinue()) {
                    out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                forward(gateway, head, chunked, length, in, out);
            } catch (Head.Unfit e) {
                Admission.refuse(out, "400 Bad Request", String.valueOf(e.getMessage()));
            }
        }
    }

    private static void forward(
            Gateway gateway,
            Head head,
            boolean chunked,
            long length,
            InputStream in,
            OutputStream out)
            throws IOException {
        SocketChannel far;
        try {
            far = gateway.endpoint().dial();
        } catch (IOException e) {
            Account.detail("a gateway is away", e);
            Admission.refuse(
                    out,
                    "502 Bad Gateway",
                    "The control plane cannot be reached from this sandbox just now. Try again.");
            return;
        }
        try (far) {
            Thread answer =
                    Threads.virtual(
                            "gateway's answer",
                            () -> {
                                try {
                                    answered(Channels.newInputStream(far), out);
                                } finally {
                                    Closing.quietly(far);
                                }
                            });
            try {
                OutputStream to = Channels.newOutputStream(far);
                to.write(
                        head.forwarded(gateway.credential().get())
                                .getBytes(StandardCharsets.ISO_8859_1));
                if (chunked) {
                    new Chunks(in, to).copy();
                } else {
                    copy(in, to, length);
                }
            } catch (IOException e) {
                // A gateway may answer before it has read all; its answer is what counts.
                Account.detail("a request was not passed on whole", e);
                ended(far);
            }
            answer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was cut off on this side is not waited for on the other one. */
    private static void ended(SocketChannel far) {
        try {
            far.shutdownOutput();
        } catch (IOException e) {
            Account.detail("a gateway is gone already", e);
        }
    }

    /**
     * Passes an answer on, and says that the connection ends with it. A client that is not told
     * sends its next request on it; git cannot send a push of more than a MiB twice.
     */
    private static void answered(InputStream far, OutputStream out) throws IOException {
        var in = new BufferedInputStream(far, BUFFER);
        var status = new ByteArrayOutputStream();
        int octet = in.read();
        while (octet >= 0 && octet != '\n' && status.size() < BUFFER) {
            status.write(octet);
            octet = in.read();
        }
        if (octet >= 0) {
            status.write(octet);
        }
        if (octet == '\n') {
            status.writeBytes("Connection: close\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.write(status.toByteArray());
        copy(in, out);
    }

    private static String first(String target) {
        int end = target.indexOf('/', 1);
        return end < 0 ? "" : target.substring(1, end);
    }

    private static String path(Head head) {
        return head.target().replaceAll("[^ -~]|\\?.*", "");
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
        }
    }

    static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = length;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("a request is cut off");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }
}
