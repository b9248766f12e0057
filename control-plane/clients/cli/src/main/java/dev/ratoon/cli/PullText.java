package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Pull requests for people. Names and texts are shown as they are. */
final class PullText {
    private PullText() {}

    /** {@code #7 open, checks passed: URL}; nothing when there is none. */
    static String line(JsonNode pull) {
        if (!pull.path("number").isNumber()) {
            return "";
        }
        String checks = Output.text(pull, "checks");
        String review = Output.text(pull, "review").replace('-', ' ');
        String why = Output.text(pull, "notFollowed");
        return "#"
                + pull.path("number").asText()
                + " "
                + Output.text(pull, "state")
                + (checks.isEmpty() ? "" : ", checks " + checks)
                + (review.isEmpty() ? "" : ", " + review)
                + ": "
                + Output.text(pull, "url")
                + (why.isEmpty() ? "" : ". " + why);
    }

    static String warning(JsonNode warning) {
        return Visible.exactLine(warning.path("words").asText())
                + " ["
                + Visible.exactLine(warning.path("id").asText())
                + "]";
    }

    static String exact(JsonNode node, String field) {
        return node.hasNonNull(field) ? Visible.exact(node.path(field).asText()) : "";
    }
}
