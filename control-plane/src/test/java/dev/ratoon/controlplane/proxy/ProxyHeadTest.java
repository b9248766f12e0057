package dev.ratoon.controlplane.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProxyHeadTest {
    @Test
    void whereTheBodyEndsIsPassedOnWhateverConnectionSays() throws Exception {
        String text =
                """
                POST / HTTP/1.1
                Connection: content-length, X-Drop
                Content-Length: 5
                X-Drop: 1
                X-Keep: 2

                """
                        .replace("\n", "\r\n");
        Head head = Head.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
        assertEquals(
                List.of("Content-Length", "X-Keep"),
                head.endToEnd().stream().map(Head.Field::name).toList());
    }
}
