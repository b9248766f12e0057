package dev.ratoon.runner.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Reported;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.rpc.Peer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The harness's questions whether it may. In auto mode they are answered at once, with what allows
 * least; else a human answers. Threads: any.
 */
final class Permissions {
    /** Twice that, when it is escaped once more, still fits into an entry. */
    private static final int LARGEST = 400_000;

    private final Ledger ledger;
    private final Map<String, JsonNode> waiting = new LinkedHashMap<>();
    private volatile boolean auto;

    Permissions(Ledger ledger) {
        this.ledger = ledger;
    }

    void auto(boolean now) {
        auto = now;
    }

    void ask(Peer peer, JsonNode id, int turn, JsonNode params, String raw) {
        String allow = auto ? allowOnce(params) : null;
        if (allow != null) {
            peer.answer(id, selected(allow, null));
            String title = params.path("toolCall").path("title").asText("a tool call");
            ledger.report(new Reported.Notice("Allowed once by auto mode: " + shortened(title)));
            return;
        }
        if (raw.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            peer.answer(id, cancelled());
            ledger.report(
                    new Reported.Notice(
                            "A request of the harness was refused: it is longer than can be shown"
                                    + " uncut. Ask it for smaller steps."));
            return;
        }
        String request = UUID.randomUUID().toString();
        synchronized (waiting) {
            waiting.put(request, id);
        }
        ledger.report(new Reported.DecisionRequested(request, turn, raw));
    }

    /**
     * @param option of those that were offered; none means no
     */
    void decide(Peer peer, String request, @Nullable String option, @Nullable String words) {
        JsonNode id;
        synchronized (waiting) {
            id = waiting.remove(request);
        }
        if (id != null) {
            peer.answer(id, option == null ? cancelled() : selected(option, words));
        }
    }

    /**
     * Nobody needs to answer any more.
     *
     * @param before is done when that is told, and before the harness hears of it
     */
    void withdraw(Peer peer, String words, Runnable before) {
        Map<String, JsonNode> all;
        synchronized (waiting) {
            all = Map.copyOf(waiting);
            waiting.clear();
        }
        all.keySet()
                .forEach(request -> ledger.report(new Reported.DecisionWithdrawn(request, words)));
        before.run();
        all.values().forEach(id -> peer.answer(id, cancelled()));
    }

    private static @Nullable String allowOnce(JsonNode params) {
        for (JsonNode option : params.path("options")) {
            if ("allow_once".equals(option.path("kind").asText())) {
                return Peer.text(option, "optionId");
            }
        }
        return null;
    }

    private static ObjectNode selected(String option, @Nullable String words) {
        ObjectNode result = Messages.JSON.createObjectNode();
        result.putObject("outcome").put("outcome", "selected").put("optionId", option);
        if (words != null) {
            result.putObject("_meta").putObject("ratoon").put("words", words);
        }
        return result;
    }

    private static ObjectNode cancelled() {
        ObjectNode result = Messages.JSON.createObjectNode();
        result.putObject("outcome").put("outcome", "cancelled");
        return result;
    }

    private static String shortened(String title) {
        return title.length() <= 200 ? title : title.substring(0, 200) + " ...";
    }
}
