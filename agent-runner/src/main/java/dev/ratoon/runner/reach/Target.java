package dev.ratoon.runner.reach;

import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Whom to try: {@code tcp:HOST:PORT}, or {@code udp:HOST:PORT} for who answers to names. */
record Target(boolean tcp, String host, int port) {
    /** Asks a resolver for the servers of the root: 1 question, 17 bytes. */
    private static final byte[] QUESTION = {
        0x52, 0x41, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, /* the root */ 0, /* NS */ 0, 2, /* IN */ 0, 1
    };

    static Target of(String text) {
        int colon = text.lastIndexOf(':');
        boolean tcp = text.startsWith("tcp:");
        if ((!tcp && !text.startsWith("udp:")) || colon <= 4) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no address: write tcp:host:port or udp:host:port");
        }
        int port = Integer.parseInt(text.substring(colon + 1));
        return new Target(tcp, text.substring(4, colon), port);
    }

    How attempt(int millis) {
        try {
            if (tcp) {
                connect(millis);
            } else {
                ask(millis);
            }
            return How.REACHED;
        } catch (SocketTimeoutException _) {
            return How.SILENT;
        } catch (ConnectException | PortUnreachableException e) {
            // The kernel's own bound may come before ours.
            return String.valueOf(e.getMessage()).contains("timed out") ? How.SILENT : How.REFUSED;
        } catch (IOException | RuntimeException _) {
            return How.UNREACHABLE;
        }
    }

    private void connect(int millis) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), millis);
        }
    }

    private void ask(int millis) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(host, port));
            socket.setSoTimeout(millis);
            socket.send(new DatagramPacket(QUESTION, QUESTION.length));
            socket.receive(new DatagramPacket(new byte[512], 512));
        }
    }

    @Override
    public String toString() {
        return (tcp ? "tcp:" : "udp:") + host + ":" + port;
    }
}
