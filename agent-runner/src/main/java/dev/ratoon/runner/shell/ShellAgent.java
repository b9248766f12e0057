package dev.ratoon.runner.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratoon.protocol.Messages;
import dev.ratoon.runner.rpc.Peer;
import dev.ratoon.runner.wire.Account;
import dev.ratoon.runner.wire.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The harness's side of ACP. Threads: one listens; a turn has its own. */
final class ShellAgent implements Peer.Heard {
    private static final int LONGEST_LINE = 8 << 20;
    private static final int NO_ROOM = 71;

    private final Peer peer;
    private boolean terminals;
    private @Nullable Session session;
    private String sessionId = "";
    private volatile boolean busy;

    ShellAgent(InputStream in, OutputStream out) {
        this.peer = new Peer(in, out, LONGEST_LINE, this);
    }

    void listen() throws IOException {
        peer.listen();
    }

    @Override
    public void notification(String method, JsonNode params) {
        Session now = session;
        if (method.equals("session/cancel") && now != null) {
            Threads.virtual("cancel", now::cancel);
        }
    }

    @Override
    public void garbage(byte[] line) {
        // A client that says what is no message gets no answer to it.
    }

    @Override
    public void request(JsonNode id, String method, JsonNode params, String raw) {
        switch (method) {
            case "initialize" -> peer.answer(id, initialize(params));
            case "session/new" -> open(id, params, UUID.randomUUID().toString());
            case "session/load" -> load(id, params);
            case "session/set_mode" -> mode(id, params);
            case "session/prompt" -> prompt(id, params);
            default -> peer.refuse(id, Peer.UNKNOWN_METHOD, "unknown: " + method);
        }
    }

    private ObjectNode initialize(JsonNode params) {
        JsonNode can = params.path("clientCapabilities").path("_meta");
        terminals = can.path("terminal_output").asBoolean();
        ObjectNode result = Messages.JSON.createObjectNode().put("protocolVersion", 1);
        ObjectNode able = result.putObject("agentCapabilities").put("loadSession", true);
        able.putObject("_meta").putObject("ratoon").put("switchesAtOnce", true);
        result.putObject("agentInfo")
                .put("name", "shell")
                .put("title", "Shell")
                .put("version", "1");
        result.putArray("authMethods");
        return result;
    }

    private void open(JsonNode id, JsonNode params, String named) {
        Path directory = Path.of(params.path("cwd").asText(""));
        if (!directory.isAbsolute() || !Files.isDirectory(directory)) {
            peer.refuse(id, Peer.INVALID_PARAMETERS, "cwd is no directory: " + directory);
            return;
        }
        var opened = new Session(peer, named, directory, terminals);
        session = opened;
        sessionId = named;
        ObjectNode result = Messages.JSON.createObjectNode().put("sessionId", named);
        ObjectNode modes = result.putObject("modes").put("currentModeId", opened.mode());
        var available = modes.putArray("availableModes");
        Session.MODES.forEach(mode -> available.addObject().put("id", mode).put("name", mode));
        peer.answer(id, result);
    }

    private void load(JsonNode id, JsonNode params) {
        open(id, params, params.path("sessionId").asText("none"));
        Session opened = session;
        if (opened != null) {
            opened.say(
                    "This is a fresh shell: there is no conversation to restore, and it begins in "
                            + params.path("cwd").asText()
                            + ".");
        }
    }

    private void mode(JsonNode id, JsonNode params) {
        Session now = session;
        String wanted = params.path("modeId").asText("");
        if (now == null || !Session.MODES.contains(wanted)) {
            peer.refuse(id, Peer.INVALID_PARAMETERS, "no such mode: " + wanted);
            return;
        }
        now.mode(wanted);
        peer.answer(id, Messages.JSON.createObjectNode());
    }

    private void prompt(JsonNode id, JsonNode params) {
        Session now = session;
        if (now == null || !sessionId.equals(params.path("sessionId").asText())) {
            peer.refuse(id, Peer.INVALID_PARAMETERS, "no such session");
        } else if (busy) {
            peer.refuse(id, Peer.FAILED, "a prompt is being worked on already");
        } else {
            busy = true;
            String text = text(params.path("prompt"));
            Threads.virtual("turn", () -> answer(id, now, text));
        }
    }

    private void answer(JsonNode id, Session now, String text) throws InterruptedException {
        String reason = "refusal";
        try {
            reason = now.turn(text);
        } catch (OutOfMemoryError e) {
            // No room for a thread, as in a bomb of forks: it all ends with this process, in words.
            Account.say("The shell harness has no room to go on: " + e.getMessage());
            Runtime.getRuntime().halt(NO_ROOM);
        } finally {
            busy = false;
            peer.answer(id, Messages.JSON.createObjectNode().put("stopReason", reason));
        }
    }

    private static String text(JsonNode blocks) {
        var text = new StringBuilder();
        for (JsonNode block : blocks) {
            if ("text".equals(block.path("type").asText())) {
                text.append(block.path("text").asText()).append('\n');
            }
        }
        return text.toString();
    }
}
