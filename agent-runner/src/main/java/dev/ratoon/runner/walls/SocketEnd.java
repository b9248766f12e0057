package dev.ratoon.runner.walls;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A socket that is no more, as the kernel tells it ({@code struct inet_diag_msg}), whether it ever
 * reached anybody or not.
 *
 * @param from its own address; that of none where the port is forgotten
 * @param to whom it was for
 * @param port 0 when the kernel has forgotten it: it does, when a program that waited is refused
 */
record SocketEnd(boolean udp, InetAddress from, int fromPort, InetAddress to, int port) {
    private static final short BY_FAMILY = 20;
    private static final int HEADER = 16;
    private static final int MESSAGE = 72;
    private static final int V6 = 10;
    private static final int FROM_PORT = HEADER + 4;
    private static final int PORT = HEADER + 6;
    private static final int FROM = HEADER + 8;
    private static final int TO = HEADER + 24;
    private static final int PROTOCOL = 10;
    private static final int UDP = 17;

    /** Empty for what says nothing of a socket. */
    static Optional<SocketEnd> of(byte[] datagram) {
        ByteBuffer read = ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
        if (datagram.length < HEADER + MESSAGE || read.getShort(4) != BY_FAMILY) {
            return Optional.empty();
        }
        int length = read.get(HEADER) == V6 ? 16 : 4;
        ByteBuffer ports = read.duplicate().order(ByteOrder.BIG_ENDIAN);
        return Optional.of(
                new SocketEnd(
                        isUdp(read),
                        address(datagram, FROM, length),
                        Short.toUnsignedInt(ports.getShort(FROM_PORT)),
                        address(datagram, TO, length),
                        Short.toUnsignedInt(ports.getShort(PORT))));
    }

    /** Attributes follow: length, type and value each, at multiples of four. */
    private static boolean isUdp(ByteBuffer read) {
        int at = HEADER + MESSAGE;
        while (at + 5 <= read.limit()) {
            int length = Short.toUnsignedInt(read.getShort(at));
            if (length < 4) {
                return false;
            }
            if (read.getShort(at + 2) == PROTOCOL) {
                return read.get(at + 4) == UDP;
            }
            at += (length + 3) & ~3;
        }
        return false;
    }

    private static InetAddress address(byte[] datagram, int at, int length) {
        byte[] bytes = new byte[length];
        System.arraycopy(datagram, at, bytes, 0, length);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    /** Whether it was for somebody else than its own machine. */
    boolean wentOut() {
        return !to.isAnyLocalAddress() && !to.isLoopbackAddress() && !to.equals(from);
    }

    /** As a reader writes it. */
    String place() {
        String host = to.getHostAddress();
        return (to instanceof Inet6Address ? "[" + host + "]" : host)
                + (port == 0 ? "" : ":" + port)
                + (udp ? " (UDP)" : "");
    }
}
