package dev.ratoon.controlplane.agents;

import dev.ratoon.controlplane.life.Limits;
import dev.ratoon.controlplane.life.Usd;
import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of how much an agent may do; the rest stays as it is.
 *
 * @param money US dollars, as text ({@code "4.50"}) or as a number
 */
record AskedLimits(
        @Nullable Integer minutes,
        @Nullable Integer turns,
        @Nullable Long tokens,
        @Nullable String money) {
    private static final long MOST_TOKENS = 1_000_000_000_000L;
    private static final Usd MOST_MONEY = Usd.dollars(1_000_000);

    Limits over(Limits before) {
        return new Limits(
                (int) bounded("minutes", minutes, before.minutes(), 100_000),
                (int) bounded("turns", turns, before.turns(), 100_000),
                tokens == null
                        ? before.tokens()
                        : Long.valueOf(bounded("tokens", tokens, 0, MOST_TOKENS)),
                money == null ? before.money() : dollars(money));
    }

    /** Whether it may spend more then than before, and more than is usual. */
    static boolean isRaised(Limits before, Limits after, Limits usual) {
        return after.tokensOr(usual) > Math.max(before.tokensOr(usual), usual.tokensOr(usual))
                || (after.moneyOr(usual).compareTo(before.moneyOr(usual)) > 0
                        && after.moneyOr(usual).compareTo(usual.moneyOr(usual)) > 0);
    }

    private static long bounded(String what, @Nullable Number asked, long usual, long most) {
        if (asked == null) {
            return usual;
        }
        if (asked.longValue() < 1 || asked.longValue() > most) {
            throw NewAgent.invalid("The limit of " + what + " is between 1 and " + most + ".");
        }
        return asked.longValue();
    }

    private static Usd dollars(String money) {
        try {
            Usd asked = Usd.of(money);
            if (asked.micros() > 0 && asked.compareTo(MOST_MONEY) <= 0) {
                return asked;
            }
        } catch (IllegalArgumentException e) {
            throw new Failure(ProblemType.INVALID, wrong(), e);
        }
        throw NewAgent.invalid(wrong());
    }

    private static String wrong() {
        return "The limit of money is an amount of US dollars, such as 4.50, up to "
                + MOST_MONEY.decimal()
                + ".";
    }
}
