package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** What is to be known of a list that GitHub gave: that it is old, cut, or not all. */
final class Remarks {
    /** Of what GitHub answers in an hour. */
    private static final int FEW = 10;

    private Remarks() {}

    static void on(JsonNode found, Output output, String what) {
        String stale = Output.text(found, "stale");
        if (!stale.isEmpty()) {
            output.aside("As of " + Output.moment(found, "asOf") + ": " + stale);
        }
        if (found.path("more").asBoolean()) {
            output.aside("There are more: type more of the name, or --limit 1000.");
        }
        if (found.path("whole").isBoolean() && !found.path("whole").asBoolean()) {
            output.aside("There are too many " + what + " to look through: the first were.");
        }
        if (found.path("hiddenBySignOn").asBoolean()) {
            output.aside(
                    "An organisation hides its repositories until the token is authorised for its"
                            + " single sign-on.");
        }
        JsonNode rate = found.path("rate");
        if (rate.isObject()
                && rate.path("remaining").asLong() * FEW < rate.path("limit").asLong()) {
            output.aside(GitHubText.rate(rate) + ".");
        }
    }
}
