package dev.ratoon.runner.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratoon.protocol.Messages;
import dev.ratoon.runner.rpc.Peer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One question whether a line may be run. Threads: one asks, any cancels. */
final class Permission {
    static final String ONCE = "allow_once";
    static final String ALWAYS = "allow_always";
    static final String NO = "reject_once";
    static final String CANCELLED = "cancelled";

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    /** The option that was chosen, or CANCELLED. */
    String ask(Peer peer, String session, ObjectNode call) throws InterruptedException {
        ObjectNode params = Messages.JSON.createObjectNode().put("sessionId", session);
        params.set("toolCall", call);
        ArrayNode options = params.putArray("options");
        option(options, ONCE, "Run it");
        option(options, ALWAYS, "Always run exactly this line in this directory");
        option(options, NO, "Do not run it");
        peer.request(
                "session/request_permission",
                params,
                new Peer.Reply() {
                    @Override
                    public void result(JsonNode result) {
                        JsonNode outcome = result.path("outcome");
                        boolean selected = "selected".equals(Peer.text(outcome, "outcome"));
                        answers.add(selected ? outcome.path("optionId").asText(NO) : CANCELLED);
                    }

                    @Override
                    public void error(int code, String words) {
                        answers.add(NO);
                    }

                    @Override
                    public void gone(String why) {
                        answers.add(CANCELLED);
                    }
                });
        return answers.take();
    }

    void cancel() {
        answers.add(CANCELLED);
    }

    private static void option(ArrayNode options, String id, String name) {
        options.addObject().put("optionId", id).put("name", name).put("kind", id);
    }
}
