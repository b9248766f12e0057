package dev.ratoon.runner.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratoon.protocol.Form;
import dev.ratoon.protocol.Messages;
import dev.ratoon.protocol.Reported;
import dev.ratoon.runner.outbox.Ledger;
import dev.ratoon.runner.rpc.Peer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The harness's questions: whether it may, and forms to fill in. In auto mode the former are
 * answered at once, with what allows least; else a human answers. Threads: any.
 */
final class Permissions {
    /** Twice that, when it is escaped once more, still fits into an entry. */
    private static final int LARGEST = 400_000;

    private final Ledger ledger;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private volatile boolean auto;

    /**
     * @param id of the harness's request
     * @param form that it asks to fill in; none when it asks whether it may
     * @param no what it offers for a no to this alone; none when it offers none
     */
    private record Waiting(JsonNode id, @Nullable Form form, @Nullable String no) {
        /** A no, by which the turn goes on. Only who offers none is told that it is cancelled. */
        ObjectNode denied() {
            return no == null ? cancelled() : selected(no);
        }

        ObjectNode cancelled() {
            return form == null ? Permissions.cancelled() : action("cancel");
        }
    }

    Permissions(Ledger ledger) {
        this.ledger = ledger;
    }

    void auto(boolean now) {
        auto = now;
    }

    void ask(Peer peer, JsonNode id, int turn, JsonNode params, String raw) {
        String allow = auto ? option(params, "allow_once") : null;
        if (allow != null) {
            peer.answer(id, selected(allow));
            String title = params.path("toolCall").path("title").asText("a tool call");
            ledger.report(new Reported.Notice("Allowed once by auto mode: " + shortened(title)));
            return;
        }
        open(peer, new Waiting(id, null, option(params, "reject_once")), turn, raw);
    }

    /** Asks a human to fill in a form; what is none is declined. */
    void elicit(Peer peer, JsonNode id, int turn, JsonNode params, String raw) {
        Optional<Form> form = Form.of(params);
        if (form.isPresent()) {
            open(peer, new Waiting(id, form.get(), null), turn, raw);
            return;
        }
        peer.answer(id, action("decline"));
        ledger.report(
                new Reported.Notice(
                        "The harness asked a question that is no form which can be shown here, and"
                                + " it was declined. Say in a message what it needs."));
    }

    private void open(Peer peer, Waiting asked, int turn, String raw) {
        if (raw.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            peer.answer(asked.id(), asked.cancelled());
            ledger.report(
                    new Reported.Notice(
                            "A request of the harness was refused: it is longer than can be shown"
                                    + " uncut. Ask it for smaller steps."));
            return;
        }
        String request = UUID.randomUUID().toString();
        synchronized (waiting) {
            waiting.put(request, asked);
        }
        ledger.report(new Reported.DecisionRequested(request, turn, raw));
    }

    /**
     * @param option of those that were offered; none means no
     */
    void decide(Peer peer, String request, @Nullable String option, @Nullable String words) {
        Waiting asked;
        synchronized (waiting) {
            asked = waiting.remove(request);
        }
        if (asked == null) {
            return;
        }
        Form form = asked.form();
        if (form != null) {
            peer.answer(asked.id(), filled(form, option, words));
        } else {
            peer.answer(
                    asked.id(), told(option == null ? asked.denied() : selected(option), words));
        }
    }

    private ObjectNode filled(Form form, @Nullable String option, @Nullable String words) {
        if (option == null || option.equals(Form.DECLINE)) {
            return told(action("decline"), words);
        }
        if (option.equals(Form.CANCEL)) {
            return told(action("cancel"), words);
        }
        return switch (form.fill(option, words)) {
            case Form.Filled.Content(ObjectNode content) ->
                    action("accept").set("content", content);
            case Form.Filled.Unfit(String why) -> {
                ledger.report(
                        new Reported.Notice(
                                "The answer did not fit the form, so that the harness got none: "
                                        + why
                                        + ". Say it in a message."));
                yield action("decline");
            }
        };
    }

    /** The harness itself does not wait for this answer any more. */
    void forget(Peer peer, JsonNode id) {
        String request = null;
        Waiting asked = null;
        synchronized (waiting) {
            for (var each : waiting.entrySet()) {
                if (each.getValue().id().equals(id)) {
                    request = each.getKey();
                    asked = each.getValue();
                }
            }
            waiting.remove(request);
        }
        if (request != null && asked != null) {
            ledger.report(
                    new Reported.DecisionWithdrawn(
                            request, "The harness does not wait for the answer any more."));
            peer.answer(asked.id(), asked.cancelled());
        }
    }

    /**
     * Nobody needs to answer any more.
     *
     * @param before is done when that is told, and before the harness hears of it
     */
    void withdraw(Peer peer, String words, Runnable before) {
        Map<String, Waiting> all;
        synchronized (waiting) {
            all = Map.copyOf(waiting);
            waiting.clear();
        }
        all.keySet()
                .forEach(request -> ledger.report(new Reported.DecisionWithdrawn(request, words)));
        before.run();
        all.values().forEach(asked -> peer.answer(asked.id(), asked.cancelled()));
    }

    private static @Nullable String option(JsonNode params, String kind) {
        for (JsonNode option : params.path("options")) {
            if (kind.equals(option.path("kind").asText())) {
                return Peer.text(option, "optionId");
            }
        }
        return null;
    }

    private static ObjectNode selected(String option) {
        ObjectNode result = Messages.JSON.createObjectNode();
        result.putObject("outcome").put("outcome", "selected").put("optionId", option);
        return result;
    }

    /** With what the human says to it, for a harness that listens. */
    private static ObjectNode told(ObjectNode result, @Nullable String words) {
        if (words != null) {
            result.putObject("_meta").putObject("ratoon").put("words", words);
        }
        return result;
    }

    private static ObjectNode action(String action) {
        return Messages.JSON.createObjectNode().put("action", action);
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
