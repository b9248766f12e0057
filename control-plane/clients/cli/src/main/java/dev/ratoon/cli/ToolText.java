package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tool calls and plans of ACP, for people. An update says only what changed, so titles are kept.
 */
final class ToolText {
    private static final int MOST_LINES = 40;
    private static final int MOST_CALLS = 500;

    private final Map<String, String> titles = ofTheLast();
    private final Map<String, String> told = ofTheLast();

    private static Map<String, String> ofTheLast() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > MOST_CALLS;
            }
        };
    }

    /** Empty when it says again what was told last. */
    String tool(JsonNode payload) {
        String call = payload.path("call").asText();
        JsonNode update = payload.path("update");
        if (update.hasNonNull("title")) {
            titles.put(call, update.path("title").asText());
        }
        String title = titles.getOrDefault(call, call).replace('\n', ' ');
        String status = update.path("status").asText();
        var text = new StringBuilder("tool: ").append(title);
        if (!status.isEmpty()) {
            text.append(" (").append(status.replace('_', ' ')).append(')');
        }
        String line = text.toString();
        if (line.equals(told.put(call, line)) && update.path("content").isEmpty()) {
            return "";
        }
        boolean isOver = status.equals("completed") || status.equals("failed");
        for (JsonNode content : update.path("content")) {
            // Where a terminal is tells nobody anything, but where nothing else is left of a call.
            if (!isTerminal(content) || (isOver && update.path("content").size() == 1)) {
                text.append('\n').append(content(content));
            }
        }
        return shortened(text.toString());
    }

    private static boolean isTerminal(JsonNode content) {
        return content.path("type").asText().equals("terminal");
    }

    private static String content(JsonNode content) {
        return switch (content.path("type").asText()) {
            case "content" ->
                    content.path("content")
                            .path("text")
                            .asText(Json.compact(content.path("content")));
            case "diff" -> "changes " + content.path("path").asText();
            case "terminal" -> "in terminal " + content.path("terminalId").asText();
            default -> Json.compact(content);
        };
    }

    static String plan(JsonNode update) {
        var text = new StringBuilder("plan:");
        for (JsonNode entry : update.path("entries")) {
            text.append('\n')
                    .append(
                            switch (entry.path("status").asText()) {
                                case "completed" -> "[x] ";
                                case "in_progress" -> "[>] ";
                                default -> "[ ] ";
                            })
                    .append(entry.path("content").asText().replace('\n', ' '));
        }
        return text.toString();
    }

    private static String shortened(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length <= MOST_LINES) {
            return text;
        }
        return String.join("\n", java.util.Arrays.copyOf(lines, MOST_LINES))
                + "\n... "
                + (lines.length - MOST_LINES)
                + " more lines (--json has them)";
    }
}
