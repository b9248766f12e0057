package dev.ratoon.controlplane.harnesses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fills {@code {gateway}} and its like. Only words that are known are replaced; all else that
 * stands in braces is the harness's own. (A dollar before them would be read by the configuration.)
 */
final class Template {
    private final Map<String, String> words;

    private Template(Map<String, String> words) {
        this.words = words;
    }

    /**
     * For a model.
     *
     * @param own words of the harness for the API in use, templates themselves
     */
    static Template of(String gateway, String provider, String model, Map<String, String> own) {
        Map<String, String> first = new LinkedHashMap<>();
        first.put("gateway", gateway);
        first.put("provider", provider);
        first.put("model", model);
        Template basis = new Template(first);
        Map<String, String> all = new LinkedHashMap<>(first);
        own.forEach((word, text) -> all.put(word, basis.fill(text)));
        return new Template(all);
    }

    /** One in which nothing is replaced. */
    static Template none() {
        return new Template(Map.of());
    }

    String fill(String text) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
            int close = text.indexOf('}', open);
            String word = close < 0 ? null : words.get(text.substring(open + 1, close));
            if (word != null) {
                filled.append(text, at, open).append(word);
                at = close + 1;
            }
        }
        return filled.append(text, at, text.length()).toString();
    }

    /** A text is filled; anything else is filled within, and written as JSON. */
    String fill(JsonNode value) {
        return value.isTextual() ? fill(value.textValue()) : within(value).toString();
    }

    private JsonNode within(JsonNode value) {
        return switch (value) {
            case TextNode text -> TextNode.valueOf(fill(text.textValue()));
            case ObjectNode object -> {
                ObjectNode filled = JsonNodeFactory.instance.objectNode();
                object.properties()
                        .forEach(each -> filled.set(fill(each.getKey()), within(each.getValue())));
                yield filled;
            }
            case ArrayNode array -> {
                ArrayNode filled = JsonNodeFactory.instance.arrayNode();
                array.forEach(each -> filled.add(within(each)));
                yield filled;
            }
            default -> value;
        };
    }
}
