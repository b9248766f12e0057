package dev.ratoon.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** OpenAI's newer language, which Codex speaks. */
final class Responses implements Api {
    private static final String ID = "resp_scripted";

    @Override
    public boolean answers(String path) {
        return path.endsWith("/responses");
    }

    @Override
    public Conversation read(String path, JsonNode body) {
        var system = new StringBuilder(body.path("instructions").asText("")).append('\n');
        var users = new ArrayList<String>();
        var results = new ArrayList<String>();
        if (body.path("input").isTextual()) {
            users.add(body.path("input").asText());
        }
        for (JsonNode item : body.path("input")) {
            String text = Api.text(item.path("content"));
            String role = item.path("role").asText();
            if (item.path("type").asText().endsWith("_call_output")) {
                results.add(item.path("call_id").asText());
            } else if (role.equals("user") && !text.startsWith("<")) {
                users.add(text);
                results.clear();
            } else if (!role.equals("assistant")) {
                system.append(text).append('\n');
            }
        }
        return new Conversation(
                body.path("model").asText(),
                body.path("stream").asBoolean(),
                system.toString(),
                users,
                results,
                tools(body.path("tools")));
    }

    private static Map<String, JsonNode> tools(JsonNode offered) {
        var tools = new LinkedHashMap<String, JsonNode>();
        for (JsonNode tool : offered) {
            switch (tool.path("type").asText()) {
                case "function" -> tools.put(tool.path("name").asText(), tool.path("parameters"));
                case "custom" -> tools.put(tool.path("name").asText(), Out.JSON.createObjectNode());
                default -> {}
            }
        }
        return tools;
    }

    @Override
    public void stream(Reply reply, Out out) throws IOException {
        event(out, "response.created", "response", response(reply, "in_progress"));
        ObjectNode done = response(reply, "completed");
        ArrayNode output = done.putArray("output");
        for (Reply.Part part : reply.parts()) {
            out.interlude(part);
            int index = output.size();
            if (part instanceof Reply.Part.Silence || part instanceof Reply.Part.Cut) {
                continue;
            }
            ObjectNode item = item(part, index);
            ObjectNode begun = item.deepCopy();
            if (part instanceof Reply.Part.Text) {
                begun.putArray("content");
            }
            out.event(
                    "response.output_item.added",
                    at("response.output_item.added", index).set("item", begun));
            if (part instanceof Reply.Part.Text(String text)) {
                for (String piece : Api.pieces(text)) {
                    String type = "response.output_text.delta";
                    ObjectNode delta = at(type, index).put("item_id", item.path("id").asText());
                    out.event(type, delta.put("content_index", 0).put("delta", piece));
                }
            } else if (part instanceof Reply.Part.Thought(String thought)) {
                String type = "response.reasoning_summary_text.delta";
                ObjectNode delta = at(type, index).put("item_id", item.path("id").asText());
                out.event(type, delta.put("summary_index", 0).put("delta", thought));
            }
            out.event(
                    "response.output_item.done",
                    at("response.output_item.done", index).set("item", item));
            output.add(item);
        }
        event(out, "response.completed", "response", done);
    }

    private static void event(Out out, String type, String field, JsonNode value)
            throws IOException {
        out.event(type, Out.JSON.createObjectNode().put("type", type).set(field, value));
    }

    private static ObjectNode at(String type, int index) {
        return Out.JSON.createObjectNode().put("type", type).put("output_index", index);
    }

    private static ObjectNode response(Reply reply, String status) {
        ObjectNode response =
                Out.JSON
                        .createObjectNode()
                        .put("id", ID)
                        .put("object", "response")
                        .put("created_at", 1_700_000_000)
                        .put("status", status)
                        .put("model", reply.model());
        response.putArray("output");
        if (status.equals("completed")) {
            Reply.Usage used = reply.usage();
            ObjectNode usage =
                    response.putObject("usage")
                            .put("input_tokens", used.input())
                            .put("output_tokens", used.output())
                            .put("total_tokens", used.input() + used.output());
            usage.putObject("input_tokens_details").put("cached_tokens", used.cached());
            usage.putObject("output_tokens_details").put("reasoning_tokens", 0);
        }
        return response;
    }

    private static ObjectNode item(Reply.Part part, int index) {
        ObjectNode item = Out.JSON.createObjectNode();
        switch (part) {
            case Reply.Part.Text(String text) -> {
                item.put("type", "message").put("id", "msg_" + index);
                item.put("role", "assistant").put("status", "completed");
                item.putArray("content")
                        .addObject()
                        .put("type", "output_text")
                        .put("text", text)
                        .putArray("annotations");
            }
            case Reply.Part.Thought(String thought) -> {
                item.put("type", "reasoning").put("id", "rs_" + index);
                item.putArray("summary")
                        .addObject()
                        .put("type", "summary_text")
                        .put("text", thought);
            }
            case Reply.Part.Tool(Call call) -> {
                boolean isText = call.input().isTextual();
                item.put("type", isText ? "custom_tool_call" : "function_call");
                item.put("id", (isText ? "ctc_" : "fc_") + index).put("call_id", call.id());
                item.put("name", call.tool()).put("status", "completed");
                item.put(
                        isText ? "input" : "arguments",
                        isText ? call.input().asText() : call.input().toString());
            }
            case Reply.Part.Silence _, Reply.Part.Cut _ -> {}
        }
        return item;
    }

    @Override
    public void whole(Reply reply, Out out) throws IOException {
        ObjectNode response = response(reply, "completed");
        ArrayNode output = response.putArray("output");
        for (Reply.Part part : reply.parts()) {
            out.interlude(part);
            ObjectNode item = item(part, output.size());
            if (!item.isEmpty()) {
                output.add(item);
            }
        }
        out.document(response);
    }
}
