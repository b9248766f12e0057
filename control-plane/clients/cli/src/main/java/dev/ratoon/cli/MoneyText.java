package dev.ratoon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** What model calls have used, for people. What is estimated is marked with a tilde. */
final class MoneyText {
    private MoneyText() {}

    /** {@code $1.20}, {@code ~$1.20} when some of it is our estimate, {@code <$0.01}. */
    static String money(JsonNode spent) {
        boolean estimated =
                spent.path("estimates").asLong() > 0 || amount(spent, "estimated").signum() > 0;
        return (estimated ? "~" : "") + dollars(amount(spent, "money"));
    }

    static String dollars(JsonNode of, String field) {
        return dollars(amount(of, field));
    }

    static String tokens(long tokens) {
        return String.format(Locale.ROOT, "%,d", tokens);
    }

    /** {@code ~$1.20 of $20.00, 12,345 of 1,000,000 tokens}; nothing before the first call. */
    static String spent(JsonNode agent) {
        JsonNode spent = agent.path("spent");
        JsonNode limits = agent.path("limits");
        if (spent.path("calls").asLong() == 0) {
            return "";
        }
        long unpriced = spent.path("unpriced").asLong();
        return money(spent)
                + (limits.has("money") ? " of " + dollars(limits, "money") : "")
                + ", "
                + tokens(spent.path("input").asLong() + spent.path("output").asLong())
                + (limits.has("tokens") ? " of " + tokens(limits.path("tokens").asLong()) : "")
                + " tokens"
                + (unpriced == 0 ? "" : " (" + unpriced + " calls without a known price)");
    }

    private static String dollars(BigDecimal amount) {
        BigDecimal cents = amount.setScale(2, RoundingMode.HALF_UP);
        return cents.signum() == 0 && amount.signum() > 0 ? "<$0.01" : "$" + cents;
    }

    /** The API writes exact text; whatever else stands there is no amount. */
    private static BigDecimal amount(JsonNode of, String field) {
        String text = of.path(field).asText();
        return text.matches("[0-9]{1,12}(\\.[0-9]{1,6})?") ? new BigDecimal(text) : BigDecimal.ZERO;
    }
}
