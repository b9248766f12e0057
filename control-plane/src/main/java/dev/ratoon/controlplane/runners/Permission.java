package dev.ratoon.controlplane.runners;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ratoon.controlplane.life.Choice;
import dev.ratoon.controlplane.life.Command;
import dev.ratoon.protocol.Form;
import dev.ratoon.protocol.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a permission request of ACP says, or a form to fill in, as far as it can be read. Pure, and
 * hostile input.
 */
final class Permission {
    private static final int MOST = 20;
    private static final int LONGEST_ID = 100;
    private static final int LONGEST_NAME = 200;

    /** What is longer can be allowed once, and never for good. */
    private static final int LONGEST_COMMAND = 8 << 10;

    private Permission() {}

    static JsonNode read(String raw) {
        try {
            JsonNode read = Messages.JSON.readTree(raw);
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    static List<Choice> choices(JsonNode request) {
        List<Choice> choices = new ArrayList<>();
        Optional<Form> form = Form.of(request);
        if (form.isPresent()) {
            return form.get().options().stream().map(Permission::choice).toList();
        }
        for (JsonNode option : request.path("options")) {
            String id = option.path("optionId").asText();
            if (!id.isEmpty() && id.length() <= LONGEST_ID && choices.size() < MOST) {
                choices.add(
                        new Choice(
                                id,
                                cut(option.path("name").asText(id), LONGEST_NAME),
                                cut(option.path("kind").asText("unknown"), LONGEST_ID)));
            }
        }
        return choices;
    }

    private static Choice choice(Form.Option option) {
        String name = option.name().isEmpty() ? option.id() : option.name();
        return new Choice(option.id(), cut(name, LONGEST_NAME), option.kind());
    }

    /** Only what names exactly what will run, and where. */
    static @Nullable Command command(JsonNode request) {
        JsonNode input = request.path("toolCall").path("rawInput");
        JsonNode command = input.path("command");
        String directory = input.path("cwd").asText("");
        if (directory.length() + command.toString().length() > LONGEST_COMMAND) {
            return null;
        }
        if (command.isTextual()) {
            return new Command(List.of("sh", "-c", command.asText()), directory);
        }
        if (!command.isArray() || command.isEmpty()) {
            return null;
        }
        List<String> argv = new ArrayList<>();
        for (JsonNode word : command) {
            if (!word.isTextual()) {
                return null;
            }
            argv.add(word.asText());
        }
        return new Command(argv, directory);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    static @Nullable String onceOption(List<Choice> choices) {
        return choices.stream()
                .filter(choice -> choice.kind().equals("allow_once"))
                .map(Choice::id)
                .findFirst()
                .orElse(null);
    }
}
