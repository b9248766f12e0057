package dev.ratoon.runner.harness;

import static dev.ratoon.runner.harness.OtherSide.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Reported;
import dev.ratoon.runner.rpc.Peer;
import dev.ratoon.runner.wire.Threads;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class OpeningTest {
    private static final String CAN = "{'loadSession':true,'sessionCapabilities':{'resume':{}}}";
    private static final String NO = "'error':{'code':-32603,'message':'no such session'}";
    private static final String YES = "'result':{'modes':{}}";
    private static final String NEW = "'result':{'sessionId':'new'}";

    private final OtherSide log = new OtherSide();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private static String initialized(String capabilities) {
        return "'result':{'agentInfo':{'version':'7'},'agentCapabilities':"
                + capabilities
                + ",'authMethods':[{'id':'k','name':'API Key'}]}";
    }

    private Opening.Opened open(String earlier, Map<String, String> answers) throws Exception {
        var in = new PipedInputStream(1 << 16);
        var out = new PipedOutputStream(in);
        var peer =
                new Peer(
                        in,
                        new OutputStream() {
                            @Override
                            public void write(int b) {
                                throw new AssertionError("lines only");
                            }

                            @Override
                            public void write(byte[] line, int from, int length)
                                    throws IOException {
                                JsonNode said = Messages.JSON.readTree(line, from, length);
                                String method = said.path("method").asText();
                                asked.add(method);
                                String answer = answers.getOrDefault(method, NO);
                                out.write(
                                        ("{'id':" + said.path("id") + "," + answer + "}\n")
                                                .replace('\'', '"')
                                                .getBytes(StandardCharsets.UTF_8));
                                out.flush();
                            }
                        },
                        1 << 20,
                        log);
        Threads.virtual("listening", peer::listen);
        var updates = new Updates(log, new Dials(peer, log, Map.of()));
        var order = new Order("x", List.of("x"), Map.of(), Map.of(), null, "normal", earlier);
        return new Opening(peer, updates).open(order, "/repository");
    }

    @Test
    void anEarlierSessionIsResumedWhereThatIsOffered() throws Exception {
        var opened = open("old", Map.of("initialize", initialized(CAN), "session/resume", YES));
        assertEquals(List.of("initialize", "session/resume"), asked);
        assertEquals("old", opened.session());
        assertTrue(opened.resumed());
        assertEquals("7", opened.version());
    }

    @Test
    void whetherItClosesSessionsIsWhatItSays() throws Exception {
        var closing = initialized("{'sessionCapabilities':{'close':{}}}");
        assertTrue(open(null, Map.of("initialize", closing, "session/new", NEW)).closes());
        var not = initialized("{'sessionCapabilities':{'close':null}}");
        assertFalse(open(null, Map.of("initialize", not, "session/new", NEW)).closes());
    }

    @Test
    void itIsLoadedWhereResumingFails() throws Exception {
        var opened = open("old", Map.of("initialize", initialized(CAN), "session/load", YES));
        assertEquals(List.of("initialize", "session/resume", "session/load"), asked);
        assertTrue(opened.resumed());
    }

    @Test
    void whereNeitherWorksItBeginsAnewAndSaysWhy() throws Exception {
        var opened = open("old", Map.of("initialize", initialized(CAN), "session/new", NEW));
        assertEquals("new", opened.session());
        assertEquals("no such session", opened.lost());
    }

    @Test
    void oneThatCannotGoOnIsNotAskedTo() throws Exception {
        open("old", Map.of("initialize", initialized("{}"), "session/new", NEW));
        assertEquals(List.of("initialize", "session/new"), asked);
    }

    @Test
    void whatItCanAndOffersIsInTheLog() throws Exception {
        open(null, Map.of("initialize", initialized(CAN), "session/new", NEW));
        var kept = new ArrayList<JsonNode>();
        log.all(Reported.HarnessUpdate.class).forEach(each -> kept.add(each.update()));
        assertEquals(
                List.of(
                        json("{'method':'initialize'," + initialized(CAN) + "}"),
                        json("{'method':'session/new'," + NEW + "}")),
                kept);
    }

    @Test
    void aLoginThatItWantsIsToldWithTheNextStep() {
        var trouble =
                assertThrows(
                        StartTrouble.class,
                        () ->
                                open(
                                        null,
                                        Map.of(
                                                "initialize",
                                                initialized(CAN),
                                                "session/new",
                                                "'error':{'code':-32000,'message':'auth'}")));
        assertTrue(trouble.words().contains("API Key"), trouble.words());
        assertTrue(trouble.words().endsWith("ratoon key add PROVIDER"), trouble.words());
    }
}
