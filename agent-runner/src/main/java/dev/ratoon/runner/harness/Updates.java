package dev.ratoon.runner.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratoon.protocol.Reported;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.rpc.Peer;

/** Makes reports of a harness's updates. Threads: one. */
final class Updates {
    private final Ledger ledger;
    private final Narration narration;
    private volatile boolean replaying;

    Updates(Ledger ledger) {
        this.ledger = ledger;
        this.narration = new Narration(ledger);
    }

    /** While a session is loaded, the harness tells again what the log has already. */
    void replaying(boolean now) {
        replaying = now;
    }

    void take(JsonNode update) {
        String kind = update.path("sessionUpdate").asText("");
        boolean told =
                switch (kind) {
                    case "agent_message_chunk" -> said("text", update);
                    case "agent_thought_chunk" -> said("thought", update);
                    case "tool_call", "tool_call_update" -> tool(update);
                    case "plan" -> replaying || report(new Reported.Plan(Fitting.of(update)));
                    case "current_mode_update" -> mode(update);
                    case "user_message_chunk" -> replaying;
                    default -> false;
                };
        if (!told) {
            narration.end();
            report(new Reported.HarnessUpdate(Fitting.of(update)));
        }
    }

    /** The message that was being said is complete. */
    void pause() {
        narration.end();
    }

    /** What a request for permission tells of a tool call; some harnesses tell it only there. */
    void asked(JsonNode call) {
        if (call.isObject()) {
            ObjectNode update = call.deepCopy();
            update.put("sessionUpdate", "tool_call_update");
            boolean _ = tool(update);
        }
    }

    private boolean said(String kind, JsonNode update) {
        JsonNode content = update.path("content");
        String text = Peer.text(content, "text");
        if (text == null || !"text".equals(Peer.text(content, "type"))) {
            return replaying;
        }
        if (!replaying) {
            narration.say(kind, text);
        }
        return true;
    }

    private boolean tool(JsonNode update) {
        String call = Peer.text(update, "toolCallId");
        if (call == null) {
            return false;
        }
        return replaying || report(new Reported.Tool(call, Fitting.of(update)));
    }

    private boolean mode(JsonNode update) {
        String mode = Peer.text(update, "currentModeId");
        return mode != null && report(new Reported.ModeReported(Modes.word(mode)));
    }

    private boolean report(Reported reported) {
        narration.end();
        ledger.report(reported);
        return true;
    }
}
