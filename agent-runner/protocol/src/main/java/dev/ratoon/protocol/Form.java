package dev.ratoon.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A form that a harness asks a human to fill in ({@code elicitation/create} of ACP), read alike on
 * both sides: the control plane offers its answers, and the runner makes what the harness expects
 * of the one that was given. Pure, and hostile input.
 *
 * @param schema the requested one
 * @param asked the one field that must be answered, if it is one
 */
public record Form(String message, JsonNode schema, @Nullable String asked) {
    /** The kinds are those of permissions: so "allow" answers, and "deny" declines. */
    public record Option(String id, String name, String kind) {}

    /** What becomes of an answer. */
    public sealed interface Filled {
        record Content(ObjectNode content) implements Filled {}

        /** It does not fit the form. */
        record Unfit(String why) implements Filled {}
    }

    public static final String ACCEPT = "accept";
    public static final String DECLINE = "decline";

    /** It goes away without an answer; a harness may ask again. */
    public static final String CANCEL = "cancel";

    /** Before the number of a value that is chosen. */
    private static final String VALUE = "value.";

    private static final int MOST_FIELDS = 20;
    private static final int MOST_VALUES = 18;
    private static final int LONGEST_TITLE = 200;

    /**
     * Empty when it is no form. A request to let something run is none, whatever it brings along:
     * what is read of it is what will run.
     *
     * @param params of the request
     */
    public static Optional<Form> of(JsonNode params) {
        if (params.path("toolCall").isObject()) {
            return Optional.empty();
        }
        JsonNode schema = params.path("requestedSchema");
        JsonNode fields = schema.path("properties");
        if (!"form".equals(params.path("mode").asText("form"))
                || !fields.isObject()
                || fields.size() > MOST_FIELDS) {
            return Optional.empty();
        }
        return Optional.of(new Form(params.path("message").asText(""), schema, asked(schema)));
    }

    private static @Nullable String asked(JsonNode schema) {
        JsonNode required = schema.path("required");
        if (required.size() == 1) {
            return required.path(0).asText();
        }
        JsonNode fields = schema.path("properties");
        return required.isEmpty() && fields.size() == 1 ? fields.fieldNames().next() : null;
    }

    /** What it asks, in a line. */
    public String title() {
        String question = asked == null ? "" : field(asked).title();
        String title = question.isEmpty() ? message : question;
        if (title.isEmpty()) {
            return "a question";
        }
        return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE);
    }

    /** What can be answered with one choice; else the words of the answer are the content. */
    public List<Option> options() {
        List<Option> options = new ArrayList<>();
        List<FormField.Value> values = asked == null ? List.of() : field(asked).values();
        boolean oneOfThem = !values.isEmpty() && values.size() <= MOST_VALUES;
        if (oneOfThem) {
            for (FormField.Value value : values) {
                options.add(new Option(VALUE + options.size(), value.name(), "answer"));
            }
        }
        if (!oneOfThem) {
            options.add(new Option(ACCEPT, "Answer", "allow_once"));
        } else if (schema.path("properties").size() > 1) {
            options.add(new Option(ACCEPT, "Answer all of it", "answer"));
        }
        options.add(new Option(DECLINE, "Do not answer", "reject_once"));
        // A runner that does not know it takes it for an answer, which is none with fields
        // unfilled.
        if (!schema.path("properties").isEmpty()) {
            options.add(new Option(CANCEL, "Put the question away", CANCEL));
        }
        return options;
    }

    /**
     * The content of an accepted answer.
     *
     * @param words JSON of the fields, or the text of the one field that is asked for; beside a
     *     chosen value, a note
     */
    public Filled fill(String option, @Nullable String words) {
        if (option.equals(CANCEL)) {
            return new Filled.Unfit("a question is put away without words");
        }
        if (option.startsWith(VALUE)) {
            return chosen(option.substring(VALUE.length()), words);
        }
        if (schema.path("properties").isEmpty()) {
            return new Filled.Content(JsonNodeFactory.instance.objectNode());
        }
        if (words == null) {
            return new Filled.Unfit("it has no words");
        }
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        JsonNode read = object(words);
        if (read == null && asked != null) {
            content.set(asked, field(asked).plain(words));
        } else if (read == null) {
            return new Filled.Unfit(
                    "it asks for more than one thing: answer with JSON, a field for each");
        } else {
            content.setAll((ObjectNode) read);
        }
        return checked(content);
    }

    private Filled chosen(String number, @Nullable String note) {
        List<FormField.Value> values = asked == null ? List.of() : field(asked).values();
        if (!number.matches("[0-9]{1,2}") || Integer.parseInt(number) >= values.size()) {
            return new Filled.Unfit("there is no such choice");
        }
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.set(asked, values.get(Integer.parseInt(number)).value());
        if (note != null) {
            for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
                if (!content.has(field.getKey()) && field(field.getKey()).isText()) {
                    content.put(field.getKey(), note);
                    break;
                }
            }
        }
        return new Filled.Content(content);
    }

    private Filled checked(ObjectNode content) {
        for (Map.Entry<String, JsonNode> given : content.properties()) {
            FormField field = field(given.getKey());
            if (field.schema().isMissingNode()) {
                return new Filled.Unfit("it asks for no field " + given.getKey());
            }
            if (!field.fits(given.getValue())) {
                return new Filled.Unfit("the value of " + given.getKey() + " is not of its kind");
            }
        }
        for (JsonNode needed : schema.path("required")) {
            if (!content.has(needed.asText())) {
                return new Filled.Unfit("the field " + needed.asText() + " is missing");
            }
        }
        return new Filled.Content(content);
    }

    private FormField field(String name) {
        return new FormField(schema.path("properties").path(name));
    }

    private static @Nullable JsonNode object(String words) {
        try {
            JsonNode read = Messages.JSON.readTree(words);
            return read != null && read.isObject() ? read : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
