package dev.ratoon.runner.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.protocol.Messages;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerTest {
    private final List<String> heard = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Peer peer(String input) {
        return new Peer(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                out,
                1000,
                new Peer.Heard() {
                    @Override
                    public void notification(String method, JsonNode params) {
                        heard.add(method + " " + params);
                    }

                    @Override
                    public void request(JsonNode id, String method, JsonNode params, String raw) {
                        heard.add(id + " " + method + " " + raw);
                    }

                    @Override
                    public void garbage(byte[] line) {
                        heard.add("garbage " + line.length);
                    }
                });
    }

    private Peer.Reply reply() {
        return new Peer.Reply() {
            @Override
            public void result(JsonNode result) {
                heard.add("result " + result);
            }

            @Override
            public void error(int code, String words) {
                heard.add("error " + code + " " + words);
            }

            @Override
            public void gone(String why) {
                heard.add("gone " + why);
            }
        };
    }

    @Test
    void messagesAreToldApartInTheirOrder() throws IOException {
        peer("""
                        {"method":"n","params":{"a":1}}
                        {"id":"x","method":"r","params": {"b" :2}}

                        nonsense
                        [1]
                        {"id":7,"result":{}}
                        {"half":\0}
                        {"method":"last"}""")
                .listen();
        assertEquals(
                List.of(
                        "n {\"a\":1}",
                        "\"x\" r {\"b\" :2}",
                        "garbage 8",
                        "garbage 3",
                        "garbage 10",
                        "last "),
                heard);
    }

    @Test
    void anAnswerReachesWhoAsked() throws IOException {
        Peer peer =
                peer(
                        """
                        {"id":2,"error":{"code":-1,"message":"no"}}
                        {"id":1,"result":3}
                        {"id":1,"result":4}
                        """);
        peer.request("a", Messages.JSON.createObjectNode(), reply());
        peer.request("b", Messages.JSON.createObjectNode(), reply());
        peer.listen();
        assertEquals(List.of("error -1 no", "result 3"), heard);
        assertEquals(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\",\"params\":{}}",
                out.toString(StandardCharsets.UTF_8).lines().findFirst().orElseThrow());
    }

    @Test
    void whoWaitsHearsThatTheOtherSideIsGone() throws IOException {
        Peer peer = peer("");
        peer.request("a", Messages.JSON.createObjectNode(), reply());
        peer.listen();
        peer.request("b", Messages.JSON.createObjectNode(), reply());
        assertEquals(List.of("gone it has ended", "gone it does not listen any more"), heard);
    }

    @Test
    void aLineThatNeverEndsEndsTheTalk() {
        Peer peer = peer("x".repeat(1001));
        IOException end = assertThrows(IOException.class, peer::listen);
        assertTrue(String.valueOf(end.getMessage()).contains("longer"));
    }
}
