package dev.ratoon.runner.harness;

import static dev.ratoon.runner.harness.OtherSide.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is asked beside the turns, of a harness that answers as it is told to here. */
@Timeout(20)
class BesideTest {
    private static final String PLAN =
            "'result':{'sessionId':'side','modes':{'currentModeId':'build','availableModes':"
                    + "[{'id':'build'},{'id':'plan'}]}}";
    private static final String ANSWERS =
            "'result':{'sessionId':'side','modes':{'currentModeId':'build','availableModes':"
                    + "[{'id':'build'},{'id':'plan'},{'id':'answers'}]}}";
    private static final String END = "'result':{'stopReason':'end_turn'}";
    private static final String NEVER = "";

    private final OtherSide log = new OtherSide();
    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicInteger deaf = new AtomicInteger();
    private final PipedOutputStream out = new PipedOutputStream();
    private final Peer peer;
    private final Beside beside;
    private final Aside aside = new Aside("What is it?");
    private String opened = PLAN;
    private String prompted = END;
    private List<String> before = List.of();
    private Runnable atItsMode = () -> {};

    BesideTest() throws IOException {
        var in = new PipedInputStream(out, 1 << 16);
        peer = new Peer(in, new Answering(), 1 << 20, new Routed());
        var order =
                new Order(
                        "x",
                        List.of("x"),
                        Map.of(),
                        Map.of("answer", List.of("answers")),
                        null,
                        "auto",
                        null);
        beside = new Beside(peer, order, Duration.ofSeconds(3), Duration.ofMillis(200));
        Threads.virtual("listening", peer::listen);
    }

    /** Answers what it is asked; before the answer to a prompt it says other things. */
    private final class Answering extends OutputStream {
        @Override
        public void write(int b) {
            throw new AssertionError("lines only");
        }

        @Override
        public void write(byte[] line, int from, int length) throws IOException {
            JsonNode said = Messages.JSON.readTree(line, from, length);
            asked.add(said);
            String answer =
                    switch (said.path("method").asText()) {
                        case "session/new" -> opened;
                        case "session/prompt" -> prompted;
                        case "session/set_mode" -> "'result':{}";
                        default -> NEVER;
                    };
            if (said.path("method").asText().equals("session/set_mode")) {
                atItsMode.run();
            }
            if (said.path("method").asText().equals("session/prompt")) {
                for (String each : before) {
                    say(each);
                }
            }
            if (!answer.isEmpty()) {
                say("{'id':" + said.path("id") + "," + answer + "}");
            }
            done.add(said.path("method").asText());
        }
    }

    private void say(String line) throws IOException {
        out.write((line + "\n").replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** As a harness's ears are. */
    private final class Routed implements Peer.Heard {
        @Override
        public void notification(String method, JsonNode params) {
            if (!beside.hears(method, params)) {
                log.report(new Reported.Notice(params.toString()));
            }
        }

        @Override
        public void request(JsonNode id, String method, JsonNode params, String raw) {
            assertTrue(beside.denies(id, method, params), raw);
        }

        @Override
        public void garbage(byte[] line) {
            throw new AssertionError(new String(line, StandardCharsets.UTF_8));
        }
    }

    private Aside.Answer ask() throws InterruptedException {
        return beside.ask(aside, "main", "/empty", deaf::incrementAndGet);
    }

    private static String update(String session, String update) {
        return "{'method':'session/update','params':{'sessionId':'%s','update':%s}}"
                .formatted(session, update);
    }

    private static String said(String session, String text) {
        return update(
                session,
                "{'sessionUpdate':'agent_message_chunk','content':{'type':'text','text':'%s'}}"
                        .formatted(text));
    }

    private List<String> methods() {
        return asked.stream().map(each -> each.path("method").asText()).toList();
    }

    private static String words(Aside.Answer answer) {
        return answer instanceof Aside.Answer.Not(String words) ? words : answer.toString();
    }

    @Test
    void whatItSaysInTheQuestionsOwnSessionIsTheAnswer() throws Exception {
        before =
                List.of(
                        update("side", "{'sessionUpdate':'agent_thought_chunk'}"),
                        said("side", "A title"),
                        said("main", "of the conversation"),
                        said("nobody", "of nobody"),
                        said("side", " and more"));
        assertEquals(new Aside.Answer.Said("A title and more"), ask());
        assertEquals(List.of("session/new", "session/set_mode", "session/prompt"), methods());
        assertEquals("/empty", asked.getFirst().at("/params/cwd").asText());
        assertEquals("side", asked.getLast().at("/params/sessionId").asText());
        assertEquals(1, log.log.size(), "what is of the conversation stays in it: " + log.log);
        assertTrue(log.log.toString().contains("of the conversation"));
    }

    @Test
    void allItsMessagesAreTheAnswerAndNoNoticeIs() throws Exception {
        before =
                List.of(
                        said("side", "Warning: none of it"),
                        named("first", "A "),
                        said("side", "Warning: nor this"),
                        named("second", "title"));
        assertEquals(new Aside.Answer.Said("A title"), ask());
    }

    private static String named(String message, String text) {
        return said("side", text)
                .replace("'sessionUpdate'", "'messageId':'" + message + "','sessionUpdate'");
    }

    @Test
    void itIsAskedInTheModeWithoutToolsWhereThereIsOneElseInPlanMode() throws Exception {
        opened = ANSWERS;
        ask();
        assertEquals("answers", asked.get(1).at("/params/modeId").asText());
    }

    @Test
    void withoutAModeInWhichItOnlyAnswersItIsNotAsked() throws Exception {
        opened = "'result':{'sessionId':'side'}";
        assertEquals("The harness has no mode in which it only answers.", words(ask()));
        assertEquals(List.of("session/new"), methods());
    }

    @Test
    void aHarnessWithOneSessionOnlyHasNoneToSpare() throws Exception {
        opened = "'result':{'sessionId':'main'}";
        assertEquals("The harness has no session to spare.", words(ask()));
    }

    @Test
    void oneThatRefusesASessionSaysWhy() throws Exception {
        opened = "'error':{'code':-32603,'message':'one is enough'}";
        assertEquals("The harness has no session to spare: one is enough", words(ask()));
    }

    @Test
    void aToolCallEndsIt() throws Exception {
        prompted = NEVER;
        before = List.of(update("side", "{'sessionUpdate':'tool_call','toolCallId':'c'}"));
        assertTrue(words(ask()).startsWith("The harness wanted to use a tool"));
        assertEquals("session/cancel", methods().getLast());
        assertEquals("side", asked.getLast().at("/params/sessionId").asText());
    }

    @Test
    void nothingThatItAsksForIsGrantedInWhateverSessionOfItsOwn() throws Exception {
        prompted = NEVER;
        before =
                List.of(
                        "{'id':7,'method':'session/request_permission','params':{'sessionId':"
                                + "'child','options':[{'optionId':'a','kind':'allow_once'},"
                                + "{'optionId':'n','kind':'reject_once'}]}}");
        assertTrue(words(ask()).startsWith("The harness asked to do something"));
        JsonNode answer = asked.get(3);
        assertEquals(
                json(
                        "{'jsonrpc':'2.0','id':7,'result':{'outcome':{'outcome':'selected','optionId':'n'}}}"),
                answer);
        assertEquals("session/cancel", methods().getLast());
    }

    @Test
    void whatComesOfItLateIsStillNoPartOfTheConversationAndStillDenied() throws Exception {
        ask();
        JsonNode params = json("{'sessionId':'side','options':[]}");
        assertTrue(beside.hears("session/update", params));
        assertTrue(beside.denies(json("9"), "session/request_permission", params));
        assertEquals("cancelled", asked.getLast().at("/result/outcome/outcome").asText());
        JsonNode main = json("{'sessionId':'main','options':[]}");
        assertFalse(beside.hears("session/update", main));
        assertFalse(beside.denies(json("9"), "session/request_permission", main));
    }

    @Test
    void whatIsNotOfferedIsRefusedThereTooAndIsNoPartOfTheConversation() throws Exception {
        ask();
        assertTrue(beside.denies(json("9"), "_vendor/asks", json("{'sessionId':'side'}")));
        assertEquals(-32601, asked.getLast().at("/error/code").asInt());
        assertFalse(beside.denies(json("9"), "_vendor/asks", json("{'sessionId':'main'}")));
        assertFalse(beside.denies(json("9"), "_vendor/asks", json("{}")));
    }

    @Test
    void anEndlessAnswerIsCut() throws Exception {
        prompted = NEVER;
        var endless = new ArrayList<String>();
        for (int i = 0; i <= Aside.LONGEST / 1000; i++) {
            endless.add(said("side", "x".repeat(1000)));
        }
        before = endless;
        assertTrue(words(ask()).contains("longer than 32000 characters"));
        assertEquals("session/cancel", methods().getLast());
    }

    @Test
    void oneThatDoesNotAnswerIsGivenUpAndOneThatDoesNotStopIsTold() throws Exception {
        prompted = NEVER;
        assertEquals("The harness did not answer within 3 seconds.", words(ask()));
        assertEquals("session/cancel", methods().getLast());
        assertEquals(1, deaf.get());
    }

    @Test
    void whatIsStoppedBeforeItIsAskedIsNotAsked() throws Exception {
        atItsMode = () -> aside.stop("A turn begins.");
        assertEquals("A turn begins.", words(ask()));
        await("session/set_mode");
        // What is heard after the answer to that is heard when it would have been asked.
        say("{'id':7,'method':'elicitation/create','params':{'sessionId':'side'}}");
        await("");
        assertFalse(methods().contains("session/prompt"), () -> methods().toString());
        assertEquals(0, deaf.get());
    }

    @Test
    void theSessionOfAQuestionThatIsOverIsClosedWhereThatIsOffered() throws Exception {
        beside.open(true);
        assertEquals(new Aside.Answer.Not("The harness answered nothing."), ask());
        await("session/close");
        assertEquals("session/close", methods().getLast());
        assertEquals("side", asked.getLast().at("/params/sessionId").asText());
    }

    @Test
    void oneThatDoesNotStopIsAskedToCloseItToo() throws Exception {
        beside.open(true);
        prompted = NEVER;
        ask();
        await("session/close");
        assertEquals(1, deaf.get());
        assertEquals(
                List.of("session/cancel", "session/close"),
                methods().subList(methods().size() - 2, methods().size()));
    }

    @Test
    void aSessionThatComesWhenItsQuestionIsOverIsClosedAndNotAsked() throws Exception {
        beside.open(true);
        opened = NEVER;
        aside.stop("A turn begins.");
        ask();
        await("session/new");
        assertEquals(List.of("session/new"), methods());
        say("{'id':1," + PLAN + "}");
        await("session/close");
        assertEquals(List.of("session/new", "session/close"), methods());
        assertEquals("side", asked.getLast().at("/params/sessionId").asText());
    }

    private void await(String method) {
        while (!done.contains(method)) {
            assertFalse(Thread.interrupted(), () -> "no " + method + " in " + done);
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void aHarnessThatEndsAnswersNothing() throws Exception {
        prompted = NEVER;
        before = List.of(said("side", "half"));
        Threads.virtual(
                "end",
                () -> {
                    await("session/prompt");
                    out.close();
                });
        assertEquals("The harness has ended.", words(ask()));
        assertEquals(0, deaf.get());
    }
}
