package dev.ratoon.runner.door;

import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Door;
import dev.ratoon.runner.wire.Threads;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Passes what the workspace has for other hosts on to the egress gateway, which judges all of it:
 * here only whose it is is said, in place of whatever came. Threads: one a connection, and one more
 * for its answer.
 */
public final class ProxyDoor {
    private static final int BUFFER = 16 << 10;
    private static final int AT_ONCE = 64;
    private static final Duration TO_SAY_WHAT = Duration.ofSeconds(20);

    private final GatewayDoor.@Nullable Gateway gateway;
    private final Admission admission = new Admission(AT_ONCE);

    /**
     * A door.
     *
     * @param gateway null where the control plane has none
     */
    public ProxyDoor(GatewayDoor.@Nullable Gateway gateway) {
        this.gateway = gateway;
    }

    public void open(ServerSocketChannel door) {
        Threads.virtual(
                "proxy door",
                () -> Door.admit("proxy", door, near -> admission.admit(near, this::serve)));
    }

    private void serve(SocketChannel near) throws IOException {
        try (near) {
            InputStream in = new BufferedInputStream(Channels.newInputStream(near), BUFFER);
            OutputStream out = Channels.newOutputStream(near);
            GatewayDoor.Gateway there = gateway;
            try {
                Head head = head(in, near);
                if (there == null) {
                    Admission.refuse(
                            out,
                            "503 No way out",
                            "This sandbox has no way to other hosts: its control plane has no egress"
                                    + " gateway (ratoon.roles).");
                    return;
                }
                forward(there, head, in, near);
            } catch (Head.Unfit e) {
                Admission.refuse(out, "400 Bad Request", String.valueOf(e.getMessage()));
            }
        }
    }

    private static Head head(InputStream in, SocketChannel near) throws IOException {
        Thread watch = Admission.closing(near, TO_SAY_WHAT);
        try {
            return Head.readAny(in);
        } finally {
            watch.interrupt();
        }
    }

    /** How long, and how much, is the gateway's to bound: it closes what goes too far. */
    private static void forward(
            GatewayDoor.Gateway gateway, Head head, InputStream in, SocketChannel near)
            throws IOException {
        SocketChannel far;
        try {
            far = gateway.endpoint().dial();
        } catch (IOException e) {
            Account.detail("the egress gateway is away", e);
            Admission.refuse(
                    Channels.newOutputStream(near),
                    "502 Bad Gateway",
                    "The control plane cannot be reached from this sandbox just now. Try again.");
            return;
        }
        try (far) {
            OutputStream to = Channels.newOutputStream(far);
            to.write(
                    head.proxied(gateway.credential().get()).getBytes(StandardCharsets.ISO_8859_1));
            Thread answer =
                    Threads.virtual(
                            "proxy's answer",
                            () ->
                                    copy(
                                            Channels.newInputStream(far),
                                            Channels.newOutputStream(near),
                                            near,
                                            far));
            copy(in, to, far, near);
            answer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One way, to its end, which is passed on; when it breaks, both ways are over. */
    private static void copy(
            InputStream from, OutputStream to, SocketChannel end, SocketChannel other)
            throws IOException {
        byte[] buffer = new byte[BUFFER];
        try {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                to.write(buffer, 0, read);
            }
            end.shutdownOutput();
        } catch (IOException e) {
            Account.detail("a way out was cut", e);
            end.close();
            other.close();
        }
    }
}
