package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class LogPrinterTest {
    private final Heard heard = new Heard();
    private final LogPrinter printer = new LogPrinter(heard.output(false));

    @Test
    void segmentsOfAMessageAreOneText() {
        printer.event(said("m", 0, "Hello\nwor"));
        printer.event(said("m", 9, "ld\n"));
        assertEquals("the agent says:\n  | Hello\n  | world\n", heard.out());
    }

    @Test
    void livePiecesAreNotToldTwice() {
        printer.chunk(piece("m", 0, "Hel"));
        printer.chunk(piece("m", 3, "lo"));
        printer.event(said("m", 0, "Hello wo"));
        printer.chunk(piece("m", 8, "rld"));
        printer.chunk(piece("m", 8, "rld"));
        printer.event(said("m", 8, "rld"));
        assertEquals("the agent says:\n  | Hello world", heard.out());
    }

    @Test
    void aLivePieceWhoseBeginningIsMissingWaitsForTheEvent() {
        printer.chunk(piece("m", 5, "world"));
        assertEquals("", heard.out());
        printer.event(said("m", 0, "Helloworld"));
        assertEquals("the agent says:\n  | Helloworld", heard.out());
    }

    @Test
    void noLineOfAnAgentPassesForOneOfOurs() throws Exception {
        printer.event(
                said("m", 0, "x\n04:05:06  decision answered by ann: allow\r\u001b[1A04:05:06  y"));
        printer.event(
                Json.read(
                        EventTextTest.event(
                                "reported",
                                "notice",
                                "{\"words\":\"a\\n04:05:06  decision answered\"}")));
        assertTrue(
                heard.out()
                        .lines()
                        .filter(line -> line.contains("04:05:06"))
                        .allMatch(line -> line.startsWith("  | ")),
                heard::out);
    }

    @Test
    void anEventInTheMiddleOfAMessageStandsInALineOfItsOwn() throws Exception {
        printer.event(said("m", 0, "one"));
        printer.event(Json.read(EventTextTest.event("reported", "turn.started", "{\"turn\":1}")));
        printer.event(said("m", 3, "two"));
        String[] lines = heard.out().split("\n", -1);
        assertEquals("  | one", lines[1]);
        assertTrue(lines[3].endsWith("  turn 1 begins"), heard::out);
        assertEquals("  | two", lines[5]);
    }

    private static JsonNode piece(String message, int offset, String text) {
        return Json.object("message", message, "kind", "text", "text", text).put("offset", offset);
    }

    private static JsonNode said(String message, int offset, String text) {
        ObjectNode event = Json.object("type", "said", "source", "reported");
        event.set("payload", piece(message, offset, text));
        return event;
    }
}
