package dev.ratoon.runner.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;

/**
 * Makes an update small enough for an entry of the log: its longest texts are cut, and say so. What
 * fits is not touched.
 */
final class Fitting {
    private static final int ROOM = 900_000;

    private Fitting() {}

    static JsonNode of(JsonNode update) {
        JsonNode fitting = update;
        for (int longest = 256 << 10; isTooLarge(fitting) && longest >= 256; longest /= 4) {
            fitting = cut(update, longest);
        }
        return fitting;
    }

    private static boolean isTooLarge(JsonNode node) {
        return size(node) > ROOM && node.toString().getBytes(StandardCharsets.UTF_8).length > ROOM;
    }

    /** At most so many bytes, without writing it down. */
    private static long size(JsonNode node) {
        long size = 2;
        if (node.isTextual()) {
            return size + 6L * node.asText().length();
        }
        if (node.isObject()) {
            for (var field : node.properties()) {
                size += 4 + 6L * field.getKey().length() + size(field.getValue());
            }
        } else if (node.isArray()) {
            for (JsonNode element : node) {
                size += 1 + size(element);
            }
        } else {
            size += node.asText().length();
        }
        return size;
    }

    private static JsonNode cut(JsonNode node, int longest) {
        if (node instanceof TextNode text && text.asText().length() > longest) {
            return TextNode.valueOf(cut(text.asText(), longest));
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            object.properties()
                    .forEach(field -> copy.set(field.getKey(), cut(field.getValue(), longest)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode();
            array.forEach(element -> copy.add(cut(element, longest)));
            return copy;
        }
        return node;
    }

    private static String cut(String text, int longest) {
        int end = longest;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end)
                + "\n[The runner left out "
                + (text.length() - end)
                + " characters: it was too long for the log.]";
    }
}
