package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** A model call of an agent, for people. */
final class ModelText {
    private ModelText() {}

    /** {@code called openai/gpt-5: 1,200 tokens (1,000 cached) and 80 back, $0.02}. */
    static String called(JsonNode call) {
        long cached = call.path("cached").asLong();
        int status = call.path("status").asInt();
        return "called "
                + Visible.inert(Output.text(call, "provider") + "/" + Output.text(call, "model"))
                + ": "
                + MoneyText.tokens(call.path("input").asLong())
                + " tokens"
                + (cached == 0 ? "" : " (" + MoneyText.tokens(cached) + " cached)")
                + " and "
                + MoneyText.tokens(call.path("output").asLong())
                + " back"
                + (call.has("money") ? ", " + MoneyText.dollars(call, "money") : "")
                + (call.path("estimated").asBoolean() ? ", estimated" : "")
                + (status == 200 || status == 0 ? "" : ", answered " + status)
                + (call.path("cut").asBoolean() ? ", cut off" : "")
                + (call.has("ended") ? ": " + Visible.inert(Output.text(call, "ended")) : "");
    }
}
