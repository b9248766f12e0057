package dev.ratoon.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/** OpenAI's older language, which most providers speak. */
final class ChatCompletions implements Api {
    private static final String ID = "chatcmpl-scripted";

    @Override
    public boolean answers(String path) {
        return path.endsWith("/chat/completions");
    }

    @Override
    public Conversation read(String path, JsonNode body) {
        var system = new StringBuilder();
        var users = new ArrayList<String>();
        var results = new ArrayList<String>();
        for (JsonNode message : body.path("messages")) {
            String text = Api.text(message.path("content"));
            switch (message.path("role").asText()) {
                case "system", "developer" -> system.append(text).append('\n');
                case "user" -> {
                    users.add(text);
                    results.clear();
                }
                case "tool" -> results.add(message.path("tool_call_id").asText());
                default -> {}
            }
        }
        var tools = new LinkedHashMap<String, JsonNode>();
        for (JsonNode tool : body.path("tools")) {
            JsonNode function = tool.path("function");
            tools.put(function.path("name").asText(), function.path("parameters"));
        }
        return new Conversation(
                body.path("model").asText(),
                body.path("stream").asBoolean(),
                system.toString(),
                users,
                results,
                tools);
    }

    @Override
    public void stream(Reply reply, Out out) throws IOException {
        int calls = 0;
        for (Reply.Part part : reply.parts()) {
            out.interlude(part);
            switch (part) {
                case Reply.Part.Text(String text) -> {
                    for (String piece : Api.pieces(text)) {
                        delta(out, reply, delta().put("content", piece));
                    }
                }
                case Reply.Part.Thought(String text) ->
                        delta(out, reply, delta().put("reasoning_content", text));
                case Reply.Part.Tool(Call call) -> {
                    ObjectNode delta = delta();
                    ObjectNode tool = delta.putArray("tool_calls").addObject();
                    call(tool.put("index", calls++), call);
                    delta(out, reply, delta);
                }
                case Reply.Part.Silence _, Reply.Part.Cut _ -> {}
            }
        }
        ObjectNode last = chunk(reply, Out.JSON.createObjectNode(), reason(reply));
        out.event(null, last);
        ObjectNode usage = chunk(reply, Out.JSON.createObjectNode(), "");
        usage.putArray("choices");
        usage.set("usage", usage(reply.usage()));
        out.event(null, usage);
        out.line(null, "[DONE]");
    }

    private static ObjectNode delta() {
        return Out.JSON.createObjectNode().put("role", "assistant");
    }

    private static void delta(Out out, Reply reply, ObjectNode delta) throws IOException {
        out.event(null, chunk(reply, delta, ""));
    }

    private static ObjectNode chunk(Reply reply, ObjectNode delta, String finish) {
        ObjectNode chunk = base(reply, "chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finish.isEmpty() ? null : finish);
        return chunk;
    }

    private static ObjectNode base(Reply reply, String object) {
        return Out.JSON
                .createObjectNode()
                .put("id", ID)
                .put("object", object)
                .put("created", 1_700_000_000)
                .put("model", reply.model());
    }

    private static void call(ObjectNode tool, Call call) {
        tool.put("id", call.id()).put("type", "function");
        tool.putObject("function")
                .put("name", call.tool())
                .put("arguments", call.input().toString());
    }

    private static String reason(Reply reply) {
        return reply.callsTools() ? "tool_calls" : "stop";
    }

    private static ObjectNode usage(Reply.Usage usage) {
        ObjectNode json =
                Out.JSON
                        .createObjectNode()
                        .put("prompt_tokens", usage.input())
                        .put("completion_tokens", usage.output())
                        .put("total_tokens", usage.input() + usage.output());
        json.putObject("prompt_tokens_details").put("cached_tokens", usage.cached());
        return json;
    }

    @Override
    public void whole(Reply reply, Out out) throws IOException {
        ObjectNode message = delta();
        var text = new StringBuilder();
        for (Reply.Part part : reply.parts()) {
            out.interlude(part);
            switch (part) {
                case Reply.Part.Text(String said) -> text.append(said);
                case Reply.Part.Thought(String thought) ->
                        message.put("reasoning_content", thought);
                case Reply.Part.Tool(Call call) ->
                        call(message.withArray("tool_calls").addObject(), call);
                case Reply.Part.Silence _, Reply.Part.Cut _ -> {}
            }
        }
        message.put("content", text.toString());
        ObjectNode answer = base(reply, "chat.completion");
        ObjectNode choice = answer.putArray("choices").addObject().put("index", 0);
        choice.set("message", message);
        choice.put("finish_reason", reason(reply));
        answer.set("usage", usage(reply.usage()));
        out.document(answer);
    }
}
