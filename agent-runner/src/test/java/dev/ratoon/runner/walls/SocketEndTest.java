package dev.ratoon.runner.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketEndTest {
    private static final int TCP = 6;
    private static final int UDP = 17;

    @Test
    void aSocketOverIpv4IsRead() throws Exception {
        SocketEnd end = SocketEnd.of(told(20, TCP, "10.99.0.2", "10.96.0.1", 443)).orElseThrow();
        assertEquals(
                new SocketEnd(
                        false,
                        InetAddress.getByName("10.99.0.2"),
                        40000,
                        InetAddress.getByName("10.96.0.1"),
                        443),
                end);
        assertEquals("10.96.0.1:443", end.place());
    }

    @Test
    void aSocketOverIpv6AndOneOfUdpAreRead() throws Exception {
        SocketEnd end = SocketEnd.of(told(20, UDP, "fd00::2", "2001:db8::53", 65535)).orElseThrow();
        assertEquals("[2001:db8:0:0:0:0:0:53]:65535 (UDP)", end.place());
    }

    @ParameterizedTest
    @CsvSource({
        "10.99.0.2, 10.96.0.1, true",
        "10.99.0.2, 10.99.0.2, false",
        "127.0.0.1, 127.0.0.53, false",
        "0.0.0.0, 0.0.0.0, false",
        "::1, ::1, false",
        "::, ::, false",
        "fe80::1, fe80::2, true",
        "fd00::2, fd00::1, true",
    })
    void whatStaysOnItsOwnMachineWentNowhere(String from, String to, boolean out) throws Exception {
        assertEquals(out, SocketEnd.of(told(20, TCP, from, to, 80)).orElseThrow().wentOut());
    }

    @Test
    void anIpv4AddressWithinIpv6IsWhatItMeans() throws Exception {
        byte[] told = told(20, TCP, "fd00::2", "fd00::1", 443);
        ByteBuffer.wrap(told)
                .put(40, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1});
        SocketEnd end = SocketEnd.of(told).orElseThrow();
        assertEquals("127.0.0.1:443", end.place());
        assertFalse(end.wentOut());
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatIsNoSocketOrCutShortIsPassedOver() throws Exception {
        byte[] whole = told(20, UDP, "10.0.0.1", "10.0.0.2", 53);
        assertEquals(Optional.empty(), SocketEnd.of(told(3, UDP, "10.0.0.1", "10.0.0.2", 53)));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertEquals(length >= 88, SocketEnd.of(cut).isPresent(), "of " + length);
        }
        byte[] endless = whole.clone();
        ByteBuffer.wrap(endless).order(ByteOrder.nativeOrder()).putShort(88, (short) 0);
        assertFalse(SocketEnd.of(endless).orElseThrow().udp());
        ByteBuffer.wrap(endless).order(ByteOrder.nativeOrder()).putShort(88, (short) -1);
        assertTrue(SocketEnd.of(endless).isPresent());
    }

    /** As Linux lays it out: a header, struct inet_diag_msg, attributes. */
    private static byte[] told(int type, int protocol, String from, String to, int port)
            throws Exception {
        byte[] source = InetAddress.getByName(from).getAddress();
        byte[] destination = InetAddress.getByName(to).getAddress();
        ByteBuffer told = ByteBuffer.allocate(108).order(ByteOrder.nativeOrder());
        told.putInt(0, told.capacity()).putShort(4, (short) type);
        told.put(16, (byte) (source.length == 4 ? 2 : 10)).put(17, (byte) 7);
        told.order(ByteOrder.BIG_ENDIAN).putShort(20, (short) 40000).putShort(22, (short) port);
        told.put(24, source).put(40, destination).order(ByteOrder.nativeOrder());
        // Another one comes first: SKMEMINFO's number, eight bytes long.
        told.putShort(88, (short) 12).putShort(90, (short) 7);
        told.putShort(100, (short) 5).putShort(102, (short) 10).put(104, (byte) protocol);
        return told.array();
    }
}
