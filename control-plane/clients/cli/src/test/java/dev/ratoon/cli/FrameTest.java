package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The golden bytes of the runner's protocol, written here again: the client knows no module. */
class FrameTest {
    @Test
    void framesHaveTheirBytes() throws IOException {
        golden("00616263", new Frame.Bytes("abc".getBytes(StandardCharsets.US_ASCII)));
        golden("01616263", new Frame.Stderr("abc".getBytes(StandardCharsets.US_ASCII)));
        golden("02", new Frame.Eof());
        golden("0300500018", new Frame.Resize(80, 24));
        golden("04494e54", new Frame.Signal("INT"));
        golden("05ffffffff", new Frame.Exit(-1));
        golden("0600040000", new Frame.Credit(Frame.WINDOW));
        golden("07c3a9", new Frame.Refused("é"));
    }

    @Test
    void aFrameThatIsCutOffOrTooLongFails() {
        for (String cut : List.of("", "030050", "0500", "06", "09")) {
            assertThrows(IOException.class, () -> Frame.of(hex(cut)), cut);
        }
        byte[] tooLong = new byte[Frame.LARGEST + 2];
        assertThrows(IOException.class, () -> Frame.of(ByteBuffer.wrap(tooLong)));
    }

    private static void golden(String bytes, Frame frame) throws IOException {
        assertEquals(bytes, HexFormat.of().formatHex(frame.bytes()));
        assertEquals(bytes, HexFormat.of().formatHex(Frame.of(hex(bytes)).bytes()));
    }

    private static ByteBuffer hex(String bytes) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(bytes));
    }
}
