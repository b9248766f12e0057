package dev.ratoon.runner.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ratoon.protocol.Messages;
import dev.ratoon.runner.rpc.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a session can be set to and what it is set to, as the harness says: by ACP's config options,
 * and by the modes and models that are older than these. Pure.
 *
 * @param modes {@code modes} of the answer to {@code session/new}
 * @param models {@code models} of it
 * @param options {@code configOptions} of it, or of a later update
 */
record Offers(JsonNode modes, JsonNode models, JsonNode options) {
    private static final JsonNode MISSING = MissingNode.getInstance();
    static final Offers NONE = new Offers(MISSING, MISSING, MISSING);
    private static final String MODE = "mode";
    private static final String MODEL = "model";

    /**
     * How to set something.
     *
     * @param params but for the session
     * @param isSet already
     */
    record Setting(String method, ObjectNode params, boolean isSet) {}

    static Offers of(JsonNode answer) {
        return new Offers(
                answer.path("modes"), answer.path("models"), answer.path("configOptions"));
    }

    Offers withOptions(JsonNode fresh) {
        return fresh.isArray() ? new Offers(modes, models, fresh) : this;
    }

    Offers withMode(String id) {
        return new Offers(
                Messages.JSON
                        .createObjectNode()
                        .put("currentModeId", id)
                        .set("availableModes", modes.path("availableModes")),
                models,
                withValue(options, id));
    }

    private static JsonNode withValue(JsonNode options, String mode) {
        JsonNode copy = options.deepCopy();
        for (JsonNode option : copy) {
            if (option instanceof ObjectNode one && is(one, MODE) && has(one, mode)) {
                one.put("currentValue", mode);
            }
        }
        return copy;
    }

    /**
     * The settings that a word stands for; empty when not all of them are offered.
     *
     * @param word one or more, with a space between: a mode, or {@code OPTION=VALUE}
     */
    Optional<List<Setting>> mode(String word) {
        var settings = new ArrayList<Setting>();
        for (String part : word.strip().split(" +", -1)) {
            int equals = part.indexOf('=');
            Setting setting =
                    equals < 0
                            ? setting(MODE, part)
                            : named(part.substring(0, equals), part.substring(equals + 1));
            if (setting == null) {
                return Optional.empty();
            }
            settings.add(setting);
        }
        return Optional.of(settings);
    }

    Optional<Setting> model(String id) {
        return Optional.ofNullable(setting(MODEL, id));
    }

    /** Whether it says at all which models there are. */
    boolean namesModels() {
        if (!models.path("availableModels").isEmpty()) {
            return true;
        }
        for (JsonNode option : options) {
            if (is(option, MODEL)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Setting setting(String category, String value) {
        for (JsonNode option : options) {
            if (is(option, category) && has(option, value)) {
                return byOption(option, value);
            }
        }
        boolean isMode = category.equals(MODE);
        JsonNode from = isMode ? modes : models;
        for (JsonNode each : from.path(isMode ? "availableModes" : "availableModels")) {
            if (value.equals(Peer.text(each, isMode ? "id" : "modelId"))) {
                String current = isMode ? "currentModeId" : "currentModelId";
                return new Setting(
                        isMode ? "session/set_mode" : "session/set_model",
                        Messages.JSON.createObjectNode().put(isMode ? "modeId" : "modelId", value),
                        value.equals(Peer.text(from, current)));
            }
        }
        return null;
    }

    private @Nullable Setting named(String id, String value) {
        for (JsonNode option : options) {
            if (id.equals(Peer.text(option, "id")) && has(option, value)) {
                return byOption(option, value);
            }
        }
        return null;
    }

    private static Setting byOption(JsonNode option, String value) {
        return new Setting(
                "session/set_config_option",
                Messages.JSON
                        .createObjectNode()
                        .put("configId", option.path("id").asText())
                        .put("value", value),
                value.equals(Peer.text(option, "currentValue")));
    }

    private static boolean is(JsonNode option, String category) {
        String said = Peer.text(option, "category");
        return category.equals(said == null ? Peer.text(option, "id") : said);
    }

    /** Options may lie in groups. */
    private static boolean has(JsonNode option, String value) {
        for (JsonNode each : option.path("options")) {
            if (value.equals(Peer.text(each, "value")) || has(each, value)) {
                return true;
            }
        }
        return false;
    }
}
