package dev.ratoon.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/** Anthropic's language. */
final class Messages implements Api {
    @Override
    public boolean answers(String path) {
        return path.endsWith("/messages");
    }

    @Override
    public Conversation read(String path, JsonNode body) {
        var users = new ArrayList<String>();
        var results = new ArrayList<String>();
        for (JsonNode message : body.path("messages")) {
            if (!message.path("role").asText().equals("user")) {
                continue;
            }
            String text = Api.text(message.path("content"));
            boolean hasResults = false;
            for (JsonNode block : message.path("content")) {
                if (block.path("type").asText().equals("tool_result")) {
                    results.add(block.path("tool_use_id").asText());
                    hasResults = true;
                }
            }
            if (!hasResults && !text.isEmpty()) {
                users.add(text);
                results.clear();
            }
        }
        var tools = new LinkedHashMap<String, JsonNode>();
        for (JsonNode tool : body.path("tools")) {
            tools.put(tool.path("name").asText(), tool.path("input_schema"));
        }
        return new Conversation(
                body.path("model").asText(),
                body.path("stream").asBoolean(),
                Api.text(body.path("system")),
                users,
                results,
                tools);
    }

    @Override
    public void stream(Reply reply, Out out) throws IOException {
        ObjectNode start = type("message_start");
        start.set("message", message(reply));
        out.event("message_start", start);
        int index = 0;
        for (Reply.Part part : reply.parts()) {
            out.interlude(part);
            ObjectNode block = block(part);
            if (block.isEmpty()) {
                continue;
            }
            out.event(
                    "content_block_start",
                    type("content_block_start")
                            .put("index", index)
                            .set("content_block", begun(block)));
            switch (part) {
                case Reply.Part.Text(String text) -> {
                    for (String piece : Api.pieces(text)) {
                        delta(out, index, "text_delta", "text", piece);
                    }
                }
                case Reply.Part.Thought(String thought) -> {
                    delta(out, index, "thinking_delta", "thinking", thought);
                    delta(out, index, "signature_delta", "signature", "scripted");
                }
                case Reply.Part.Tool(Call call) ->
                        delta(
                                out,
                                index,
                                "input_json_delta",
                                "partial_json",
                                call.input().toString());
                case Reply.Part.Silence _, Reply.Part.Cut _ -> {}
            }
            out.event("content_block_stop", type("content_block_stop").put("index", index++));
        }
        ObjectNode end = type("message_delta");
        end.putObject("delta").put("stop_reason", reason(reply)).putNull("stop_sequence");
        end.set("usage", usage(reply.usage()));
        out.event("message_delta", end);
        out.event("message_stop", type("message_stop"));
    }

    private static void delta(Out out, int index, String type, String field, String text)
            throws IOException {
        ObjectNode event = type("content_block_delta").put("index", index);
        event.putObject("delta").put("type", type).put(field, text);
        out.event("content_block_delta", event);
    }

    private static ObjectNode type(String type) {
        return Out.JSON.createObjectNode().put("type", type);
    }

    private static ObjectNode message(Reply reply) {
        ObjectNode message =
                type("message")
                        .put("id", "msg_scripted")
                        .put("role", "assistant")
                        .put("model", reply.model());
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.set("usage", usage(reply.usage()));
        return message;
    }

    private static ObjectNode usage(Reply.Usage usage) {
        return Out.JSON
                .createObjectNode()
                .put("input_tokens", usage.input() - usage.cached())
                .put("cache_read_input_tokens", usage.cached())
                .put("output_tokens", usage.output());
    }

    private static String reason(Reply reply) {
        return reply.callsTools() ? "tool_use" : "end_turn";
    }

    private static ObjectNode block(Reply.Part part) {
        return switch (part) {
            case Reply.Part.Text(String text) -> type("text").put("text", text);
            case Reply.Part.Thought(String thought) ->
                    type("thinking").put("thinking", thought).put("signature", "scripted");
            case Reply.Part.Tool(Call call) ->
                    type("tool_use")
                            .put("id", call.id())
                            .put("name", call.tool())
                            .set("input", call.input());
            case Reply.Part.Silence _, Reply.Part.Cut _ -> Out.JSON.createObjectNode();
        };
    }

    private static ObjectNode begun(ObjectNode block) {
        ObjectNode begun = block.deepCopy();
        switch (block.path("type").asText()) {
            case "text" -> begun.put("text", "");
            case "thinking" -> begun.put("thinking", "").put("signature", "");
            default -> begun.putObject("input");
        }
        return begun;
    }

    @Override
    public void whole(Reply reply, Out out) throws IOException {
        ObjectNode message = message(reply);
        ArrayNode content = message.putArray("content");
        for (Reply.Part part : reply.parts()) {
            out.interlude(part);
            ObjectNode block = block(part);
            if (!block.isEmpty()) {
                content.add(block);
            }
        }
        out.document(message.put("stop_reason", reason(reply)));
    }
}
