package dev.ratoon.controlplane.feeds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SseWriterTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final SseWriter out = new SseWriter(bytes);

    @Test
    void each_line_of_what_is_told_is_a_data_line() throws Exception {
        out.event("7", "event", "{\n\"a\":\r\n1}\rx");
        assertEquals(
                "id: 7\nevent: event\ndata: {\ndata: \"a\":\ndata: 1}\ndata: x\n\n", written());
    }

    @Test
    void what_cannot_be_resumed_from_has_no_id() throws Exception {
        out.event(null, "chunk", "{}");
        assertEquals("event: chunk\ndata: {}\n\n", written());
    }

    @Test
    void it_begins_with_how_long_to_wait_before_coming_back() throws Exception {
        out.begin(Duration.ofSeconds(1));
        assertEquals(": here\nretry: 1000\n\n", written());
    }

    @Test
    void it_ends_with_the_reason_and_when_to_come_back() throws Exception {
        out.end(Duration.ofSeconds(2), "{}");
        assertEquals("retry: 2000\nevent: end\ndata: {}\n\n", written());
    }

    @Test
    void while_nothing_happens_the_place_of_the_reader_moves() throws Exception {
        out.pulse("8");
        assertEquals(": still here\nid: 8\n\n", written());
    }

    @Test
    void it_is_not_stuck_while_it_has_nothing_to_write() throws Exception {
        out.pulse(null);
        assertFalse(out.stuckFor(Duration.ZERO));
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
