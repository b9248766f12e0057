package dev.ratoon.controlplane.start;

import dev.ratoon.controlplane.home.StartFailure;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Tries the address before anything is made for it, so that a taken port costs nothing. */
final class FreePort {
    private static final int LAST = 65_535;

    private FreePort() {}

    static void require(String host, int port) {
        if (port < 1 || port > LAST) {
            throw new StartFailure(
                    "There is no port " + port + ".", "Give one of 1 to 65535: --port PORT");
        }
        try (var socket = new ServerSocket()) {
            // As the server does it: what ended a moment ago is in nobody's way.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw refused(host, port, e);
        }
    }

    private static StartFailure refused(String host, int port, IOException e) {
        String reason = String.valueOf(e.getMessage());
        if (e instanceof BindException && reason.contains("in use")) {
            return new StartFailure(
                    "Port " + port + " of " + host + " is taken by another program.",
                    "Choose another, ./ratoon up --port PORT, or end what has it (ss -ltnp shows it)",
                    e);
        }
        if (reason.contains("ermission")) {
            return new StartFailure(
                    "Port " + port + " of " + host + " is not for ordinary users.",
                    "Choose one above 1023: ./ratoon up --port PORT",
                    e);
        }
        return new StartFailure(
                "Ratoon cannot listen at " + host + ", port " + port + " (" + reason + ").",
                "Use an address of this machine (ip address), or leave --host out",
                e);
    }
}
