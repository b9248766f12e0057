package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseTest {
    @Test
    void anEventHasItsNameIdAndData() throws IOException {
        assertEquals(
                List.of(new Sse.Event("event", "7", "{\"a\":1}")),
                read("id: 7\nevent: event\ndata: {\"a\":1}\n\n"));
    }

    @Test
    void linesEndInEveryWay() throws IOException {
        var expected =
                List.of(new Sse.Event("message", null, "a\nb"), new Sse.Event("x", null, "c"));
        for (String end : List.of("\n", "\r\n", "\r")) {
            assertEquals(
                    expected,
                    read("data: a\ndata:b\n\nevent: x\ndata: c\n\n".replace("\n", end)),
                    () -> "ended by " + end.length());
        }
    }

    @Test
    void commentsAndUnknownFieldsArePassedOver() throws IOException {
        assertEquals(
                List.of(new Sse.Event("message", "1", "é")),
                read("\ufeff: here\n\nretry: 5\nnew: thing\nid: 1\ndata: é\n\n: still here\n\n"));
    }

    @Test
    void anEventWithoutDataIsNone() throws IOException {
        assertEquals(
                List.of(new Sse.Event("message", null, "")), read("id: 1\nevent: x\n\ndata\n\n"));
    }

    @Test
    void whatIsCutOffIsNone() throws IOException {
        for (String cut : List.of("data: a", "data: a\n", "id: 3\ndata: {\"a\"", "")) {
            assertEquals(List.of(), read(cut), cut);
        }
    }

    /** However the network cuts it. */
    private static List<Sse.Event> read(String text) throws IOException {
        var whole = all(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertEquals(whole, all(byteByByte(text)));
        return whole;
    }

    private static List<Sse.Event> all(InputStream in) throws IOException {
        var events = new ArrayList<Sse.Event>();
        try (var sse = new Sse(in)) {
            for (Sse.Event event = sse.next(); event != null; event = sse.next()) {
                events.add(event);
            }
        }
        return events;
    }

    private static InputStream byteByByte(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(1, length));
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        };
    }
}
