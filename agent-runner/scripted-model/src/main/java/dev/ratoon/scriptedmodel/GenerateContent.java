package dev.ratoon.scriptedmodel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Google's language. Its paths say which model is asked, and whether the answer comes in pieces.
 */
final class GenerateContent implements Api {
    private static final Pattern PATH =
            Pattern.compile(".*/models/(.+):(generateContent|streamGenerateContent)");

    @Override
    public boolean answers(String path) {
        return PATH.matcher(path).matches();
    }

    /** Calls have no ids here: how many were answered since the user's words is counted. */
    @Override
    public Conversation read(String path, JsonNode body) {
        var users = new ArrayList<String>();
        var results = new ArrayList<String>();
        for (JsonNode content : body.path("contents")) {
            if (content.path("role").asText().equals("model")) {
                continue;
            }
            boolean answersCalls =
                    Api.elements(content.path("parts"))
                            .anyMatch(part -> part.has("functionResponse"));
            if (answersCalls) {
                results.add(Call.of(results.size(), "answered", new Call.Asked("", body)).id());
            } else {
                users.add(Api.text(content.path("parts")));
                results.clear();
            }
        }
        var tools = new LinkedHashMap<String, JsonNode>();
        for (JsonNode tool : body.path("tools")) {
            for (JsonNode function : tool.path("functionDeclarations")) {
                tools.put(function.path("name").asText(), function.path("parameters"));
            }
        }
        Matcher named = PATH.matcher(path);
        return new Conversation(
                named.matches() ? named.group(1) : "",
                named.matches() && named.group(2).startsWith("stream"),
                Api.text(body.path("systemInstruction").path("parts")),
                users,
                results,
                tools);
    }

    @Override
    public void stream(Reply reply, Out out) throws IOException {
        for (Reply.Part part : reply.parts()) {
            out.interlude(part);
            switch (part) {
                case Reply.Part.Text(String text) -> {
                    for (String piece : Api.pieces(text)) {
                        out.event(null, piece(reply, object().put("text", piece)));
                    }
                }
                case Reply.Part.Thought _, Reply.Part.Tool _ ->
                        out.event(null, piece(reply, part(part)));
                case Reply.Part.Silence _, Reply.Part.Cut _ -> {}
            }
        }
        out.event(null, ended(piece(reply, object().put("text", "")), reply));
    }

    @Override
    public void whole(Reply reply, Out out) throws IOException {
        ObjectNode answer = base(reply);
        ArrayNode parts = parts(answer);
        for (Reply.Part part : reply.parts()) {
            out.interlude(part);
            ObjectNode json = part(part);
            if (!json.isEmpty()) {
                parts.add(json);
            }
        }
        out.document(ended(answer, reply));
    }

    private static ObjectNode base(Reply reply) {
        return object().put("modelVersion", reply.model()).put("responseId", "scripted");
    }

    private static ArrayNode parts(ObjectNode answer) {
        ObjectNode candidate = answer.putArray("candidates").addObject().put("index", 0);
        return candidate.putObject("content").put("role", "model").putArray("parts");
    }

    private static ObjectNode piece(Reply reply, ObjectNode part) {
        ObjectNode piece = base(reply);
        parts(piece).add(part);
        return piece;
    }

    /** The same, with why it ends and what was used. */
    private static ObjectNode ended(ObjectNode answer, Reply reply) {
        ((ObjectNode) answer.path("candidates").path(0)).put("finishReason", "STOP");
        Reply.Usage used = reply.usage();
        answer.putObject("usageMetadata")
                .put("promptTokenCount", used.input())
                .put("cachedContentTokenCount", used.cached())
                .put("candidatesTokenCount", used.output())
                .put("totalTokenCount", used.input() + used.output());
        return answer;
    }

    private static ObjectNode part(Reply.Part part) {
        ObjectNode json = object();
        switch (part) {
            case Reply.Part.Text(String text) -> json.put("text", text);
            case Reply.Part.Thought(String thought) ->
                    json.put("text", thought).put("thought", true);
            case Reply.Part.Tool(Call call) ->
                    json.putObject("functionCall")
                            .put("name", call.tool())
                            .set("args", call.input());
            case Reply.Part.Silence _, Reply.Part.Cut _ -> {}
        }
        return json;
    }

    private static ObjectNode object() {
        return Out.JSON.createObjectNode();
    }
}
