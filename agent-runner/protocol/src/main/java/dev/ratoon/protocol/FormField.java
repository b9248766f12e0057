package dev.ratoon.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;

/**
 * One field of a {@link Form}: what may be chosen for it, and whether a value fits. A pattern of
 * the harness is not tried: to match it may take for ever.
 */
record FormField(JsonNode schema) {
    /** One of those that may be chosen. */
    record Value(JsonNode value, String name) {}

    boolean isText() {
        return type().equals("string") && values().isEmpty();
    }

    String title() {
        return schema.path("title").asText("");
    }

    private String type() {
        return schema.path("type").asText("string");
    }

    /** None when anything of its kind fits. */
    List<Value> values() {
        List<Value> values = listed(schema);
        if (type().equals("boolean")) {
            values.add(new Value(JsonNodeFactory.instance.booleanNode(true), "Yes"));
            values.add(new Value(JsonNodeFactory.instance.booleanNode(false), "No"));
        }
        return values;
    }

    private static List<Value> listed(JsonNode of) {
        List<Value> values = new ArrayList<>();
        for (String several : List.of("oneOf", "anyOf")) {
            for (JsonNode each : of.path(several)) {
                if (each.has("const")) {
                    values.add(new Value(each.path("const"), each.path("title").asText()));
                }
            }
        }
        JsonNode names = of.path("enumNames");
        int place = 0;
        for (JsonNode each : of.path("enum")) {
            values.add(new Value(each, names.path(place++).asText(each.asText())));
        }
        return values;
    }

    boolean fits(JsonNode value) {
        return isAmong(values(), value)
                && switch (type()) {
                    case "string" -> value.isTextual() && isLikeText(value.asText());
                    case "boolean" -> value.isBoolean();
                    case "integer" -> value.isIntegralNumber() && isBetween(value);
                    case "number" -> value.isNumber() && isBetween(value);
                    case "array" -> value.isArray() && areChosen(value);
                    default -> true;
                };
    }

    private static boolean isAmong(List<Value> values, JsonNode value) {
        return values.isEmpty() || values.stream().anyMatch(each -> each.value().equals(value));
    }

    private boolean isLikeText(String text) {
        int length = text.codePointCount(0, text.length());
        return length >= schema.path("minLength").asLong(0)
                && length <= schema.path("maxLength").asLong(Long.MAX_VALUE)
                && hasFormat(text);
    }

    private boolean hasFormat(String text) {
        try {
            return switch (schema.path("format").asText()) {
                case "date" ->
                        DateTimeFormatter.ISO_LOCAL_DATE
                                .parse(text)
                                .isSupported(ChronoField.DAY_OF_MONTH);
                case "date-time" ->
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME
                                .parse(text)
                                .isSupported(ChronoField.OFFSET_SECONDS);
                default -> true;
            };
        } catch (DateTimeException e) {
            return false;
        }
    }

    private boolean isBetween(JsonNode number) {
        JsonNode least = schema.path("minimum");
        JsonNode most = schema.path("maximum");
        return (!least.isNumber() || number.asDouble() >= least.asDouble())
                && (!most.isNumber() || number.asDouble() <= most.asDouble());
    }

    private boolean areChosen(JsonNode several) {
        List<Value> offered = listed(schema.path("items"));
        for (JsonNode each : several) {
            if (!isAmong(offered, each)) {
                return false;
            }
        }
        return several.size() >= schema.path("minItems").asLong(0)
                && several.size() <= schema.path("maxItems").asLong(Long.MAX_VALUE);
    }

    /** What somebody wrote for it, as JSON of its kind. */
    JsonNode plain(String words) {
        if (type().equals("string")) {
            return JsonNodeFactory.instance.textNode(words);
        }
        try {
            return Messages.JSON.readTree(words.strip());
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.textNode(words);
        }
    }
}
