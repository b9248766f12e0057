package dev.ratoon.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is on the wire stays what it is: another version of us reads it. */
class GoldenBytesTest {
    private static final String PAYLOADS =
            """
            workspace.preparing {"step":"clone"}
            output {"source":"setup","text":"one\\n"}
            workspace.prepared {"commit":"c0ffee","branch":"ratoon/x"}
            workspace.failed {"step":"setup","exitCode":3,"words":"make: not found"}
            harness.started {"name":"shell","version":"1","resumed":true}
            harness.ended {"exitCode":9,"words":"It was killed."}
            turn.started {"turn":1}
            turn.ended {"turn":1,"outcome":"failed","words":"It was killed."}
            said {"message":"m1","kind":"text","offset":3,"text":"abc","last":true}
            tool {"call":"c1","update":{"status":"pending","new":1}}
            plan {"update":{"entries":[]}}
            mode.reported {"mode":"auto"}
            usage.reported {"turn":2,"of":"turn","usage":{"inputTokens":10}}
            harness.update {"update":{"sessionUpdate":"new"}}
            decision.requested {"request":"r1","turn":1,"raw":"{ }"}
            decision.withdrawn {"request":"r1","words":"It was stopped."}
            checkpoint.made {"turn":3,"commit":"c0ffee","notSaved":[{"path":"big","why":"a pipe"}],"more":7}
            notice {"words":"The disk is full."}
            """;

    @Test
    void framesHaveTheirBytes() throws Malformed {
        golden("00616263", new Frame.Bytes("abc".getBytes(StandardCharsets.US_ASCII)));
        golden("01616263", new Frame.Stderr("abc".getBytes(StandardCharsets.US_ASCII)));
        golden("02", new Frame.Eof());
        golden("0300500018", new Frame.Resize(80, 24));
        golden("04494e54", new Frame.Signal("INT"));
        golden("05ffffffff", new Frame.Exit(-1));
        golden("0600040000", new Frame.Credit(Protocol.WINDOW));
        golden("07c3a9", new Frame.Refused("é"));
    }

    @Test
    void aFrameThatIsCutOffIsMalformed() {
        for (String cut : List.of("", "030050", "0500", "06", "0600000000", "09", "042e2e")) {
            assertThrows(Malformed.class, () -> Frame.of(hex(cut)), cut);
        }
    }

    @Test
    void aFrameThatIsTooLongIsMalformed() {
        byte[] tooLong = new byte[Protocol.LARGEST_FRAME + 2];
        assertThrows(Malformed.class, () -> Frame.of(ByteBuffer.wrap(tooLong)));
    }

    @Test
    void recordsHaveTheirBytes() throws Malformed {
        var entry = new Upstream.Entry(7, "notice", "{}".getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                "010000000000000007066e6f746963657b7d", HexFormat.of().formatHex(entry.bytes()));
        assertEquals(entry, Upstream.of(ByteBuffer.wrap(entry.bytes())));
    }

    @Test
    void chunksHaveTheirBytes() throws Malformed {
        var chunk = new Upstream.Chunk("m1", "text", 3, "é");
        assertEquals(
                "02026d3104746578740000000000000003c3a9", HexFormat.of().formatHex(chunk.bytes()));
        assertEquals(chunk, Upstream.of(ByteBuffer.wrap(chunk.bytes())));
    }

    @Test
    void aBinaryMessageThatIsCutOffIsMalformed() {
        for (String cut : List.of("", "01000000", "01000000000000000706", "0203", "03")) {
            assertThrows(Malformed.class, () -> Upstream.of(hex(cut)), cut);
        }
    }

    @Test
    void commandsHaveTheirJson() throws Malformed {
        golden(
                "{\"type\":\"prompt\",\"seq\":5,\"turn\":2,\"text\":\"go\"}",
                new ToRunner.Prompt(5, 2, "go"));
        golden(
                "{\"type\":\"image-piece\",\"sha256\":\"c0ffee\",\"from\":3,\"data\":\"YWJj\"}",
                new ToRunner.ImagePiece("c0ffee", 3, "YWJj"));
        golden(
                "{\"type\":\"prompt\",\"seq\":5,\"turn\":2,\"text\":\"go\",\"images\":"
                        + "[{\"sha256\":\"c0ffee\",\"type\":\"image/png\",\"bytes\":6}]}",
                new ToRunner.Prompt(
                        5, 2, "go", List.of(new ToRunner.Image("c0ffee", "image/png", 6))));
        golden("{\"type\":\"acknowledged\",\"n\":9}", new ToRunner.Acknowledged(9));
        golden("{\"type\":\"cancel\",\"seq\":6,\"turn\":2}", new ToRunner.Cancel(6, 2));
        golden(
                "{\"type\":\"decided\",\"seq\":8,\"request\":\"r1\",\"option\":\"allow\"}",
                new ToRunner.Decided(8, "r1", "allow", null));
        golden(
                "{\"type\":\"switch-mode\",\"seq\":9,\"mode\":\"auto\"}",
                new ToRunner.SwitchMode(9, "auto"));
        golden(
                "{\"type\":\"open-stream\",\"path\":\"/runner/streams/p/s\",\"ticket\":\"t\","
                        + "\"command\":[\"sh\"],\"terminal\":{\"kind\":\"xterm\",\"columns\":80,"
                        + "\"rows\":24}}",
                new ToRunner.OpenStream(
                        "/runner/streams/p/s",
                        "t",
                        List.of("sh"),
                        null,
                        new Terminal("xterm", 80, 24)));
        golden(
                "{\"type\":\"ask-aside\",\"path\":\"/runner/streams/p/s\",\"ticket\":\"t\","
                        + "\"question\":\"Why?\"}",
                new ToRunner.AskAside("/runner/streams/p/s", "t", "Why?"));
        golden("{\"type\":\"end\",\"reason\":\"paused\"}", new ToRunner.End("paused"));
    }

    @Test
    void anAssignmentHasItsJson() throws Malformed {
        var shell = new Assignment.Harness("shell", List.of(), Map.of());
        golden(
                "{\"type\":\"welcome\",\"acknowledged\":3,\"assignment\":{\"agent\":\"a\","
                        + "\"branch\":\"ratoon/x\",\"harness\":{\"name\":\"shell\",\"command\":[],"
                        + "\"environment\":{},\"modes\":{},\"sessionFiles\":[]},"
                        + "\"mode\":\"normal\",\"resumes\":false}}",
                welcome(shell));
        golden(
                "{\"type\":\"welcome\",\"acknowledged\":3,\"assignment\":{\"agent\":\"a\","
                        + "\"branch\":\"ratoon/x\",\"harness\":{\"name\":\"codex\","
                        + "\"command\":[\"codex\"],\"environment\":{\"A\":\"b\"},"
                        + "\"modes\":{\"plan\":[\"read-only\",\"plan\"]},\"model\":\"m\","
                        + "\"sessionFiles\":[\".codex\"]},\"mode\":\"normal\",\"resumes\":false}}",
                welcome(
                        new Assignment.Harness(
                                "codex",
                                List.of("codex"),
                                Map.of("A", "b"),
                                Map.of("plan", List.of("read-only", "plan")),
                                "m",
                                List.of(".codex"))));
    }

    @Test
    void anAssignmentOfAnOlderControlPlaneIsRead() throws Malformed {
        assertEquals(
                welcome(new Assignment.Harness("shell", List.of(), Map.of())),
                Messages.toRunner(
                        "{\"type\":\"welcome\",\"acknowledged\":3,\"assignment\":{\"agent\":\"a\","
                                + "\"branch\":\"ratoon/x\",\"harness\":{\"name\":\"shell\","
                                + "\"command\":[],\"environment\":{}},\"mode\":\"normal\","
                                + "\"resumes\":false}}"));
    }

    @Test
    void whatASessionIsToldHasItsJson() throws Malformed {
        golden(
                "{\"type\":\"welcome\",\"acknowledged\":3,\"assignment\":{\"agent\":\"a\","
                        + "\"branch\":\"ratoon/x\",\"harness\":{\"name\":\"shell\",\"command\":[],"
                        + "\"environment\":{},\"modes\":{},\"sessionFiles\":[]},"
                        + "\"mode\":\"normal\",\"resumes\":false,\"instructions\":{"
                        + "\"persona\":\"reviewer\",\"text\":\"Review.\",\"agentsFile\":true}}}",
                new ToRunner.Welcome(
                        3,
                        new Assignment(
                                "a",
                                null,
                                "ratoon/x",
                                null,
                                new Assignment.Harness("shell", List.of(), Map.of()),
                                null,
                                "normal",
                                false,
                                null,
                                null,
                                null,
                                null,
                                new Assignment.Instructions("reviewer", "Review.", true))));
    }

    private static ToRunner welcome(Assignment.Harness harness) {
        return new ToRunner.Welcome(
                3, new Assignment("a", null, "ratoon/x", null, harness, null, "normal", false));
    }

    @Test
    void variablesAndSecretsOfASetupGoAlong() throws Malformed {
        golden(
                "{\"type\":\"welcome\",\"acknowledged\":3,\"assignment\":{\"agent\":\"a\","
                        + "\"branch\":\"ratoon/x\",\"setup\":\"make\",\"harness\":{\"name\":\"shell\","
                        + "\"command\":[],\"environment\":{},\"modes\":{},\"sessionFiles\":[]},"
                        + "\"mode\":\"normal\",\"resumes\":false,"
                        + "\"variables\":{\"TIER\":\"test\"},\"save\":[\".env\"],"
                        + "\"secrets\":{\"values\":{\"TOKEN\":\"s3cret-s3cret\"}},"
                        + "\"state\":{\"restore\":{\"path\":\"/runner/streams/p/r\",\"ticket\":\"t\"},"
                        + "\"keep\":{\"path\":\"/runner/streams/p/k\",\"ticket\":\"u\"}}}}",
                new ToRunner.Welcome(
                        3,
                        new Assignment(
                                "a",
                                null,
                                "ratoon/x",
                                "make",
                                new Assignment.Harness("shell", List.of(), Map.of()),
                                null,
                                "normal",
                                false,
                                Map.of("TIER", "test"),
                                List.of(".env"),
                                new Assignment.Secrets(Map.of("TOKEN", "s3cret-s3cret")),
                                new Assignment.State(
                                        new Assignment.Way("/runner/streams/p/r", "t"),
                                        new Assignment.Way("/runner/streams/p/k", "u")),
                                null)));
    }

    @Test
    void secretsDoNotPrintThemselves() {
        var secrets = new Assignment.Secrets(Map.of("TOKEN", "s3cret-s3cret"));
        assertEquals("Secrets[hidden]", secrets.toString());
    }

    @Test
    void aHelloHasItsJson() throws Malformed {
        var hello = new FromRunner.Hello(1, "0.1.0", "key", "box", 7, 5);
        String json =
                "{\"type\":\"hello\",\"protocol\":1,\"version\":\"0.1.0\",\"publicKey\":\"key\","
                        + "\"outbox\":\"box\",\"last\":7,\"noted\":5}";
        assertEquals(json, Messages.write(hello));
        assertEquals(hello, Messages.fromRunner(json));
    }

    @Test
    void payloadsHaveTheirJson() throws Malformed {
        var seen = new TreeSet<String>();
        for (String line : PAYLOADS.lines().toList()) {
            String type = line.substring(0, line.indexOf(' '));
            byte[] golden = line.substring(type.length() + 1).getBytes(StandardCharsets.UTF_8);
            Reported read = Objects.requireNonNull(Reported.of(type, golden), type);
            assertEquals(type, Reported.typeOf(read));
            assertEquals(
                    line,
                    type + " " + new String(Reported.payloadOf(read), StandardCharsets.UTF_8));
            seen.add(type);
        }
        assertEquals(new TreeSet<>(Reported.TYPES.keySet()), seen, "each type has its line");
    }

    @Test
    void whatANewerControlPlaneSaysIsPassedOver() throws Malformed {
        assertInstanceOf(
                ToRunner.Unknown.class, Messages.toRunner("{\"type\":\"sing\",\"loud\":true}"));
        assertEquals(
                new ToRunner.Acknowledged(4),
                Messages.toRunner("{\"type\":\"acknowledged\",\"n\":4,\"new\":1}"));
    }

    @Test
    void whatANewerRunnerSaysIsPassedOver() throws Malformed {
        assertInstanceOf(FromRunner.Unknown.class, Messages.fromRunner("{\"type\":\"sing\"}"));
    }

    @Test
    void whatIsNoMessageIsMalformed() {
        for (String text : List.of("", "null", "[]", "{\"type\":\"end\"")) {
            assertThrows(Malformed.class, () -> Messages.toRunner(text), text);
        }
    }

    private static void golden(String bytes, Frame frame) throws Malformed {
        assertEquals(bytes, HexFormat.of().formatHex(frame.bytes()));
        assertEquals(frame, Frame.of(hex(bytes)));
    }

    private static void golden(String json, ToRunner message) throws Malformed {
        assertEquals(json, Messages.write(message));
        assertEquals(message, Messages.toRunner(json));
    }

    private static ByteBuffer hex(String bytes) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(bytes));
    }
}
