package dev.ratoon.runner.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratoon.protocol.Messages;
import dev.ratoon.runner.rpc.Peer;
import java.util.ArrayList;
import java.util.List;
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
    private static final int AUTH_REQUIRED = -32000;
    private static final int MOST_WAYS = 5;

    /** No answer's code. */
    private static final int GONE = Integer.MIN_VALUE;

    private final Peer peer;
    private final Updates updates;

    Opening(Peer peer, Updates updates) {
        this.peer = peer;
        this.updates = updates;
    }

    /**
     * A session, new or gone on with.
     *
     * @param answer the harness's, with what can be set
     * @param images whether a prompt may have some
     * @param switches whether a mode that is set holds from then on, in the middle of a turn too
     * @param closes whether it gives up what it holds of a session when asked to
     * @param lost why an earlier session could not be gone on with
     */
    record Opened(
            String session,
            JsonNode answer,
            @Nullable String version,
            boolean resumed,
            boolean images,
            boolean switches,
            boolean closes,
            @Nullable String lost) {}

    /** An answer, or words instead of it. */
    private record Answer(JsonNode result, int code, @Nullable String trouble) {}

    Opened open(Order order, String directory) throws StartTrouble, InterruptedException {
        JsonNode agent = must(order, MissingNode.getInstance(), "initialize", initialize());
        updates.aside("initialize", "result", agent);
        String earlier = order.session();
        String lost = null;
        if (earlier != null) {
            lost = "it cannot go on with an earlier one";
            for (String method : ways(agent.path("agentCapabilities"))) {
                updates.replaying(method.equals("session/load"));
                Answer again = ask(method, at(directory).put("sessionId", earlier));
                if (again.trouble() == null) {
                    return opened(method, earlier, again.result(), agent, null);
                }
                lost = again.trouble();
            }
        }
        JsonNode fresh = must(order, agent, "session/new", at(directory));
        String session = Peer.text(fresh, "sessionId");
        if (session == null) {
            throw new StartTrouble("The harness " + order.name() + " gave no session.");
        }
        return opened("session/new", session, fresh, agent, lost);
    }

    private Opened opened(
            String method, String session, JsonNode answer, JsonNode agent, @Nullable String lost) {
        updates.aside(method, "result", answer);
        JsonNode can = agent.path("agentCapabilities");
        return new Opened(
                session,
                answer,
                Peer.text(agent.path("agentInfo"), "version"),
                !method.equals("session/new"),
                can.path("promptCapabilities").path("image").asBoolean(),
                can.path("_meta").path("ratoon").path("switchesAtOnce").asBoolean(),
                can.path("sessionCapabilities").path("close").isObject(),
                lost);
    }

    /** How it goes on with a session: what tells nothing again comes first. */
    private static List<String> ways(JsonNode can) {
        var ways = new ArrayList<String>();
        if (can.path("sessionCapabilities").path("resume").isObject()) {
            ways.add("session/resume");
        }
        if (can.path("loadSession").asBoolean()) {
            ways.add("session/load");
        }
        return ways;
    }

    private static ObjectNode initialize() {
        ObjectNode params = Messages.JSON.createObjectNode().put("protocolVersion", PROTOCOL);
        ObjectNode capabilities = params.putObject("clientCapabilities");
        capabilities.putObject("fs").put("readTextFile", false).put("writeTextFile", false);
        capabilities.put("terminal", false);
        capabilities.putObject("elicitation").putObject("form");
        // Without it, Codex keeps what its commands print to itself.
        capabilities.putObject("_meta").put("terminal_output", true);
        params.putObject("clientInfo")
                .put("name", "ratoon")
                .put("title", "Ratoon")
                .put("version", "1");
        return params;
    }

    static ObjectNode at(String directory) {
        ObjectNode params = Messages.JSON.createObjectNode().put("cwd", directory);
        params.putArray("mcpServers");
        return params;
    }

    private JsonNode must(Order order, JsonNode agent, String method, JsonNode params)
            throws StartTrouble, InterruptedException {
        Answer answer = ask(method, params);
        if (answer.trouble() != null) {
            throw new StartTrouble(
                    "The harness "
                            + order.name()
                            + " did not start: to "
                            + method
                            + " it says: "
                            + answer.trouble()
                            + (answer.code() == AUTH_REQUIRED ? login(agent) : ""),
                    answer.code() == GONE);
        }
        return answer.result();
    }

    private static String login(JsonNode agent) {
        var ways = new ArrayList<String>();
        for (JsonNode way : agent.path("authMethods")) {
            if (ways.size() < MOST_WAYS) {
                String name = way.path("name").asText(way.path("id").asText());
                ways.add(name.length() > 60 ? name.substring(0, 60) : name);
            }
        }
        return ". It wants a login"
                + (ways.isEmpty() ? "" : " (" + String.join(", ", ways) + ")")
                + ", and there is none in a sandbox: it works with the key of its model's provider,"
                + " which stays outside. Add that, then send the message again: ratoon key add"
                + " PROVIDER";
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
                        answers.add(new Answer(result, 0, null));
                    }

                    @Override
                    public void error(int code, String words) {
                        updates.replaying(false);
                        answers.add(new Answer(params, code, words));
                    }

                    @Override
                    public void gone(String why) {
                        answers.add(new Answer(params, GONE, "nothing, " + why));
                    }
                });
        Answer answer = answers.poll(PATIENCE_MINUTES, TimeUnit.MINUTES);
        return answer == null
                ? new Answer(params, 0, "nothing in " + PATIENCE_MINUTES + " minutes")
                : answer;
    }
}
