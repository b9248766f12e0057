package dev.ratoon.runner.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How turns and harnesses end, in the log's words. */
final class Ends {
    private Ends() {}

    /** The outcome of a turn, for ACP's reason. */
    static String outcome(String stopReason) {
        return switch (stopReason) {
            case "cancelled" -> "cancelled";
            case "refusal" -> "refused";
            case "max_tokens", "max_turn_requests" -> "limited";
            default -> "finished";
        };
    }

    /** Whether an answer to a prompt says anything that its outcome and its usage do not. */
    static boolean saysMore(JsonNode result) {
        return result.properties().stream()
                .anyMatch(field -> saysMore(field.getKey(), field.getValue()));
    }

    private static boolean saysMore(String field, JsonNode value) {
        return switch (field) {
            case "stopReason" -> !isKnown(value.asText());
            case "usage" -> false;
            default -> !value.isNull() && !(value.isContainerNode() && value.isEmpty());
        };
    }

    private static boolean isKnown(String stopReason) {
        return stopReason.equals("end_turn") || !outcome(stopReason).equals("finished");
    }

    /**
     * @param why it is not listened to any more, if that was why
     * @param stopped why we ended it, if we did
     */
    static String words(OptionalInt code, @Nullable String why, @Nullable String stopped) {
        if (stopped != null) {
            return "The harness was stopped: " + stopped;
        }
        if (why != null) {
            return "The harness was stopped, because it does not speak as agreed: " + why + ".";
        }
        if (code.isEmpty()) {
            return "The harness is gone, and the workspace's side of the sandbox with it.";
        }
        int exit = code.getAsInt();
        return exit > 128
                ? "The harness was killed by signal " + (exit - 128) + "."
                : "The harness ended with exit code " + exit + ".";
    }
}
