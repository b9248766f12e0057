package dev.ratoon.runner.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The modes that a harness offers, in its words, for our three. In auto mode the runner answers the
 * requests itself, so that a harness which has no such mode works in its normal one.
 */
record Modes(JsonNode offered) {
    static final String NORMAL = "normal";
    static final String PLAN = "plan";
    static final String AUTO = "auto";

    private static final Map<String, List<String>> WORDS =
            Map.of(
                    NORMAL, List.of(NORMAL, "default", "build", "agent"),
                    PLAN, List.of(PLAN, "read-only"),
                    AUTO, List.of(AUTO, NORMAL, "default", "build", "agent"));

    static final Modes NONE = new Modes(MissingNode.getInstance());

    /** The harness's own word for a mode of ours; empty when it has none. */
    Optional<String> harnessWord(String mode) {
        return WORDS.getOrDefault(mode, List.of(mode)).stream().filter(this::has).findFirst();
    }

    private boolean has(String id) {
        for (JsonNode mode : offered.path("availableModes")) {
            if (id.equals(mode.path("id").asText())) {
                return true;
            }
        }
        return false;
    }

    /** Our word for a mode of a harness, or the harness's own when there is none. */
    static String word(String id) {
        if (id.equals(AUTO)) {
            return AUTO;
        }
        return List.of(NORMAL, PLAN).stream()
                .filter(mode -> WORDS.getOrDefault(mode, List.of()).contains(id))
                .findFirst()
                .orElse(id);
    }
}
