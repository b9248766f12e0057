package dev.ratoon.controlplane.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientHelloTest {
    private static final Target HOST = new Target("example.org", 443, false);
    private static final Target ADDRESS = new Target("93.184.216.34", 443, true);

    @Test
    void thatOfARealClientIsReadAsItCame() throws Exception {
        byte[] hello = Hellos.of("example.org");
        var in = new ByteArrayInputStream(Hellos.and(hello, (byte) 'x'));
        ClientHello read = ClientHello.read(in);
        assertArrayEquals(hello, read.bytes());
        assertEquals(List.of("example.org"), read.names());
        assertEquals('x', in.read(), "not a byte more is taken");
        assertDoesNotThrow(() -> read.mustBeFor(HOST));
    }

    @Test
    void inPiecesItIsTheSame() throws Exception {
        ClientHello read =
                ClientHello.read(new ByteArrayInputStream(Hellos.inRecords("example.org", 200)));
        assertEquals(List.of("example.org"), read.names());
    }

    @Test
    void itsNameIsThatOfTheConnect() throws Exception {
        refused(Hellos.of("example.net"), HOST);
        refused(Hellos.of("www.example.org"), HOST);
        refused(Hellos.of(null), HOST);
        refused(Hellos.of("example.org"), ADDRESS);
        assertDoesNotThrow(() -> read(Hellos.of(null)).mustBeFor(ADDRESS));
        assertDoesNotThrow(() -> read(Hellos.of("EXAMPLE.org")).mustBeFor(HOST));
    }

    @Test
    void aHiddenNameIsNone() throws Exception {
        refused(Hellos.hiding("example.org"), HOST);
    }

    @Test
    void twoNamesAreNone() throws Exception {
        refused(Hellos.twice("example.org", "example.net"), HOST);
        refused(Hellos.twice("example.org", "example.org"), HOST);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 9, 40, 60})
    void whatIsCutOffIsNone(int bytes) throws Exception {
        byte[] cut = Arrays.copyOf(Hellos.of("example.org"), bytes);
        assertThrows(IOException.class, () -> ClientHello.read(new ByteArrayInputStream(cut)));
    }

    @Test
    void whatIsNoTlsIsRefused() {
        for (String text : List.of("GET / HTTP/1.1\r\n\r\n", "SSH-2.0-OpenSSH_9.9\r\n")) {
            assertThrows(
                    Refused.class,
                    () -> read(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                    text);
        }
    }

    @Test
    void lengthsThatLieAreRefused() throws Exception {
        byte[] hello = Hellos.of("example.org");
        for (int at = 5; at < hello.length; at++) {
            byte[] wrong = hello.clone();
            wrong[at] = (byte) 0xff;
            try {
                assertEquals(hello.length, read(wrong).bytes().length);
            } catch (Refused | IOException e) {
                assertTrue(e.getMessage() != null, "it is told as what it is");
            }
        }
        byte[] endless = {22, 3, 1, 0x40, 0, 1, 0, 0x3f, (byte) 0xfc};
        assertThrows(IOException.class, () -> read(endless), "waits for what is said to come");
        byte[] tooLong = {22, 3, 1, 0x40, 1, 1, 0, 0x3f, (byte) 0xfc};
        assertThrows(Refused.class, () -> read(tooLong));
    }

    private static ClientHello read(byte[] bytes) throws Refused, IOException {
        return ClientHello.read(new ByteArrayInputStream(bytes));
    }

    private static void refused(byte[] hello, Target target) throws Exception {
        ClientHello read = read(hello);
        var refused = assertThrows(Refused.class, () -> read.mustBeFor(target));
        assertEquals(Rule.NAME, refused.rule());
    }
}
