package dev.ratoon.controlplane.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ratoon.protocol.Terminal;
import dev.ratoon.protocol.ToRunner;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What one process asks another for stays what it is, and so does what an older one asks. */
class StreamOrderTest {
    private static final UUID AGENT = UUID.fromString("0190aaaa-0000-7000-8000-000000000001");

    @Test
    void aCommandGoesAsItDid() throws Exception {
        var order = new StreamOrder(AGENT, List.of("sh"), "a", new Terminal("xterm", 80, 24));
        String json =
                """
                {"agent":"%s","command":["sh"],"directory":"a","terminal":{"kind":"xterm","columns":80,"rows":24}}"""
                        .formatted(AGENT);
        assertEquals(json, order.json());
        assertEquals(order, StreamOrder.of(json));
        assertEquals(
                new ToRunner.OpenStream(
                        "/p", "t", List.of("sh"), "a", new Terminal("xterm", 80, 24)),
                order.to("/p", "t"));
    }

    @Test
    void aQuestionGoesWithoutACommand() throws Exception {
        var order = StreamOrder.asking(AGENT, "Why?");
        String json =
                """
                {"agent":"%s","command":[],"question":"Why?"}"""
                        .formatted(AGENT);
        assertEquals(json, order.json());
        assertEquals(order, StreamOrder.of(json));
        assertEquals(new ToRunner.AskAside("/p", "t", "Why?"), order.to("/p", "t"));
    }
}
