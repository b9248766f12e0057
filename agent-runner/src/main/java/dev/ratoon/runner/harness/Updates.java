package dev.ratoon.runner.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Reported;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.rpc.Peer;
import org.jspecify.annotations.Nullable;

/** Makes reports of a harness's updates. Threads: one. */
final class Updates {
    private final Ledger ledger;
    private final Dials dials;
    private final Narration narration;
    private volatile boolean replaying;
    private @Nullable JsonNode lastAside;

    Updates(Ledger ledger, Dials dials) {
        this.ledger = ledger;
        this.dials = dials;
        this.narration = new Narration(ledger);
    }

    /** While a session is loaded, the harness tells again what the log has already. */
    void replaying(boolean now) {
        replaying = now;
    }

    /**
     * @param turn that is being worked on, or was
     */
    void take(int turn, JsonNode update) {
        String kind = update.path("sessionUpdate").asText("");
        boolean told =
                switch (kind) {
                    case "agent_message_chunk" -> said("text", update);
                    case "agent_thought_chunk" -> said("thought", update);
                    case "tool_call", "tool_call_update" -> tool(update);
                    case "plan" -> replaying || report(new Reported.Plan(Fitting.of(update)));
                    case "current_mode_update" -> mode(update);
                    case "config_option_update" -> options(update);
                    case "usage_update" -> usage(turn, "session", update);
                    case "user_message_chunk" -> replaying;
                    default -> false;
                };
        if (!told) {
            asItCame(update);
        }
    }

    /** What the harness says elsewhere than in updates of its session, kept as it came. */
    void aside(String method, String field, JsonNode words) {
        ObjectNode kept = Messages.JSON.createObjectNode().put("method", method);
        kept.set(field, words);
        asItCame(kept);
    }

    /**
     * @param of {@code turn} or {@code session}
     */
    boolean usage(int turn, String of, JsonNode usage) {
        return report(new Reported.UsageReported(turn, of, Fitting.of(usage)));
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
            keepAside(update);
            narration.say(kind, Peer.text(update, "messageId"), text);
        }
        return true;
    }

    /** What a piece of text has beside the text, once as long as it is the same. */
    private void keepAside(JsonNode update) {
        ObjectNode beside = update.deepCopy();
        ((ObjectNode) beside.path("content")).remove("text");
        boolean isMore =
                !beside.path("_meta").isEmpty()
                        || beside.path("content").size() > 1
                        || beside.size() > (beside.has("messageId") ? 3 : 2);
        if (isMore && !beside.equals(lastAside)) {
            lastAside = beside;
            ledger.report(new Reported.HarnessUpdate(Fitting.of(beside)));
        }
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
        if (mode == null) {
            return false;
        }
        boolean isMore = update.size() > 2;
        if (isMore) {
            asItCame(update);
        }
        return report(new Reported.ModeReported(dials.modeIs(mode)));
    }

    private boolean options(JsonNode update) {
        asItCame(update);
        dials.optionsAre(update.path("configOptions"))
                .ifPresent(mode -> ledger.report(new Reported.ModeReported(mode)));
        return true;
    }

    private void asItCame(JsonNode update) {
        report(new Reported.HarnessUpdate(Fitting.of(update)));
    }

    private boolean report(Reported reported) {
        narration.end();
        ledger.report(reported);
        return true;
    }
}
