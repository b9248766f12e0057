package dev.ratoon.controlplane.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratoon.protocol.Reported;

/** What a long turn is made of: of ten events six are a message's pieces, four a tool call's. */
final class LoadTalk {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PIECE =
            "I have looked at `billing` and **changed** what fails there. ";

    private LoadTalk() {}

    static Reported of(long n) {
        long round = n / 10;
        int step = (int) (n % 10);
        return step < 6
                ? new Reported.Said(
                        "m" + round, "text", (long) step * PIECE.length(), PIECE, step == 5)
                : new Reported.Tool("c" + round, update("c" + round, step));
    }

    static Reported last(String text) {
        return new Reported.Said("the last", "text", 0, text, true);
    }

    private static ObjectNode update(String call, int step) {
        ObjectNode update =
                JSON.createObjectNode()
                        .put("sessionUpdate", step == 6 ? "tool_call" : "tool_call_update")
                        .put("toolCallId", call)
                        .put("title", "make test")
                        .put("kind", "execute")
                        .put("status", step == 9 ? "completed" : "in_progress");
        update.putArray("content")
                .addObject()
                .put("type", "content")
                .putObject("content")
                .put("type", "text")
                .put("text", "ok  billing/invoices  0.12s\n".repeat(step));
        return update;
    }
}
