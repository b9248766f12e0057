package dev.ratoon.controlplane.basis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a process that takes it later: none of those that the kernel gives to connections by
 * itself, or one of them has it by then.
 */
public final class LaterPort {
    private LaterPort() {}

    public static int find() {
        int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
        return isFree(port) ? port : find();
    }

    private static boolean isFree(int port) {
        try (var free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return free.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
