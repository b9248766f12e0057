package dev.ratoon.controlplane.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadTest {
    @Test
    void whereTheBodyEndsIsPassedOnWhateverConnectionSays() throws Exception {
        String text =
                "POST / HTTP/1.1\r\nConnection: content-length, X-Drop\r\n"
                        + "Content-Length: 5\r\nX-Drop: 1\r\nX-Keep: 2\r\n\r\n";
        Head head = Head.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
        assertEquals(
                List.of("Content-Length", "X-Keep"),
                head.endToEnd().stream().map(Head.Field::name).toList());
    }
}
