package dev.ratoon.runner.shell;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratoon.protocol.Messages;
import dev.ratoon.runner.rpc.Peer;
import java.nio.file.Path;
import java.util.List;

/** What a session tells its client, in ACP's words. Threads: any. */
record Told(Peer peer, String session, boolean terminals) {
    void say(String words) {
        ObjectNode update = update("agent_message_chunk");
        update.putObject("content").put("type", "text").put("text", words);
        send(update);
    }

    void plan(List<String> lines) {
        ObjectNode update = update("plan");
        var entries = update.putArray("entries");
        for (String line : lines) {
            entries.addObject()
                    .put("content", line)
                    .put("priority", "medium")
                    .put("status", "pending");
        }
        send(update);
    }

    static ObjectNode call(String id, String line, Path directory) {
        ObjectNode call =
                Messages.JSON
                        .createObjectNode()
                        .put("toolCallId", id)
                        .put("title", line)
                        .put("kind", "execute")
                        .put("status", "pending");
        call.putObject("rawInput").put("command", line).put("cwd", directory.toString());
        return call;
    }

    void begins(String id, String line, Path directory) {
        ObjectNode update = update("tool_call");
        update.setAll(call(id, line, directory));
        if (terminals) {
            update.putArray("content").addObject().put("type", "terminal").put("terminalId", id);
            update.putObject("_meta").putObject("terminal_info").put("terminal_id", id);
        }
        send(update);
    }

    void runs(String id) {
        send(update(id, "in_progress"));
    }

    /** More output; a client without terminals gets all of it each time. */
    void prints(String id, String fresh, String all) {
        ObjectNode update = update(id, "in_progress");
        if (terminals) {
            update.putObject("_meta")
                    .putObject("terminal_output")
                    .put("terminal_id", id)
                    .put("data", fresh);
        } else {
            content(update, all);
        }
        send(update);
    }

    void ends(String id, String output, int exitCode) {
        ObjectNode update = update(id, exitCode == 0 ? "completed" : "failed");
        content(update, exitCode == 0 ? output : output + "[exit code " + exitCode + "]\n");
        update.putObject("rawOutput").put("exitCode", exitCode);
        if (terminals) {
            update.putObject("_meta")
                    .putObject("terminal_exit")
                    .put("terminal_id", id)
                    .put("exit_code", exitCode);
        }
        send(update);
    }

    void fails(String id, String words) {
        ObjectNode update = update(id, "failed");
        content(update, words);
        send(update);
    }

    private static void content(ObjectNode update, String text) {
        update.putArray("content")
                .addObject()
                .put("type", "content")
                .putObject("content")
                .put("type", "text")
                .put("text", text);
    }

    private static ObjectNode update(String id, String status) {
        return update("tool_call_update").put("toolCallId", id).put("status", status);
    }

    private static ObjectNode update(String kind) {
        return Messages.JSON.createObjectNode().put("sessionUpdate", kind);
    }

    private void send(ObjectNode update) {
        ObjectNode params = Messages.JSON.createObjectNode().put("sessionId", session);
        params.set("update", update);
        peer.notify("session/update", params);
    }
}
