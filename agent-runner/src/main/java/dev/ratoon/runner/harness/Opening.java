package dev.ratoon.runner.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratoon.protocol.Messages;
import dev.ratoon.runner.rpc.Peer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The first words with a harness, up to a session. Threads: one; the answers come on the harness's.
 */
final class Opening {
    private static final int PROTOCOL = 1;
    private static final int PATIENCE_MINUTES = 5;

    private final Peer peer;
    private final Updates updates;

    Opening(Peer peer, Updates updates) {
        this.peer = peer;
        this.updates = updates;
    }

    /** A session, new or gone on with. */
    record Opened(String session, Modes modes, @Nullable String version, boolean resumed) {}

    /** An answer, or words instead of it. */
    private record Answer(JsonNode result, @Nullable String trouble) {}

    Opened open(Order order, String directory) throws StartTrouble, InterruptedException {
        JsonNode agent = must(order, "initialize", initialize());
        String version = Peer.text(agent.path("agentInfo"), "version");
        boolean loads = agent.path("agentCapabilities").path("loadSession").asBoolean();
        String earlier = order.session();
        if (earlier != null && loads) {
            updates.replaying(true);
            Answer loaded = ask("session/load", at(directory).put("sessionId", earlier));
            if (loaded.trouble() == null) {
                return new Opened(earlier, modes(loaded.result()), version, true);
            }
        }
        JsonNode fresh = must(order, "session/new", at(directory));
        String session = Peer.text(fresh, "sessionId");
        if (session == null) {
            throw new StartTrouble("The harness " + order.name() + " gave no session.");
        }
        return new Opened(session, modes(fresh), version, false);
    }

    private static ObjectNode initialize() {
        ObjectNode params = Messages.JSON.createObjectNode().put("protocolVersion", PROTOCOL);
        ObjectNode capabilities = params.putObject("clientCapabilities");
        capabilities.putObject("fs").put("readTextFile", false).put("writeTextFile", false);
        capabilities.put("terminal", false);
        // Without it, Codex keeps what its commands print to itself.
        capabilities.putObject("_meta").put("terminal_output", true);
        params.putObject("clientInfo")
                .put("name", "ratoon")
                .put("title", "Ratoon")
                .put("version", "1");
        return params;
    }

    private static ObjectNode at(String directory) {
        ObjectNode params = Messages.JSON.createObjectNode().put("cwd", directory);
        params.putArray("mcpServers");
        return params;
    }

    private static Modes modes(JsonNode session) {
        return new Modes(session.path("modes"));
    }

    private JsonNode must(Order order, String method, JsonNode params)
            throws StartTrouble, InterruptedException {
        Answer answer = ask(method, params);
        if (answer.trouble() != null) {
            throw new StartTrouble(
                    "The harness "
                            + order.name()
                            + " did not start: to "
                            + method
                            + " it says: "
                            + answer.trouble());
        }
        return answer.result();
    }

    private Answer ask(String method, JsonNode params) throws InterruptedException {
        BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
        peer.request(
                method,
                params,
                new Peer.Reply() {
                    @Override
                    public void result(JsonNode result) {
                        updates.replaying(false);
                        answers.add(new Answer(result, null));
                    }

                    @Override
                    public void error(int code, String words) {
                        updates.replaying(false);
                        answers.add(new Answer(params, words));
                    }

                    @Override
                    public void gone(String why) {
                        answers.add(new Answer(params, "nothing, " + why));
                    }
                });
        Answer answer = answers.poll(PATIENCE_MINUTES, TimeUnit.MINUTES);
        return answer == null
                ? new Answer(params, "nothing in " + PATIENCE_MINUTES + " minutes")
                : answer;
    }
}
