package dev.ratoon.controlplane.hosting;

import dev.ratoon.controlplane.reconcile.Orders;
import dev.ratoon.environments.SandboxOrder;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The doors of this process, with somebody between who cuts the runners' connections: each after so
 * many bytes from the runner, as often as was said.
 */
@Alternative
@Singleton
public class CuttableDoors implements Orders.Doors {
    private static final int BYTES = 4_000;

    private final DoorsHere here;
    private final AtomicInteger cutsLeft = new AtomicInteger();
    private @Nullable ServerSocket door;

    CuttableDoors(DoorsHere here) {
        this.here = here;
    }

    public void cut(int times) {
        cutsLeft.set(times);
    }

    public int cutsLeft() {
        return Math.max(0, cutsLeft.get());
    }

    @Override
    public synchronized SandboxOrder.Address control() {
        try {
            ServerSocket open = door;
            if (open == null) {
                open = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                door = open;
                ServerSocket listening = open;
                Thread.ofVirtual().start(() -> accept(listening));
            }
            return new SandboxOrder.Address("127.0.0.1", open.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, SandboxOrder.Address> gateways() {
        return here.gateways();
    }

    private void accept(ServerSocket listening) {
        while (true) {
            try {
                Socket runner = listening.accept();
                SandboxOrder.Address control = here.control();
                Socket server = new Socket(control.host(), control.port());
                Thread.ofVirtual().start(() -> pass(runner, server, true));
                Thread.ofVirtual().start(() -> pass(server, runner, false));
            } catch (IOException e) {
                return;
            }
        }
    }

    /** As a broken line does it: whatever is under way, in the middle of a message or not. */
    private void pass(Socket from, Socket to, boolean counted) {
        byte[] buffer = new byte[512];
        long passed = 0;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                to.getOutputStream().write(buffer, 0, read);
                passed += read;
                if (counted && passed > BYTES && cutsLeft.getAndDecrement() > 0) {
                    return;
                }
            }
        } catch (IOException e) {
            // The other direction was cut.
            return;
        }
    }

    @PreDestroy
    void end() throws IOException {
        if (door != null) {
            door.close();
        }
    }
}
