package dev.ratoon.controlplane.life;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How much an agent may do before it ends in words.
 *
 * @param minutes of work, all turns together
 * @param turns all together
 * @param tokens of all model calls, both ways; null for as many as is usual here, as in what was
 *     noted before there was this limit
 * @param money that all model calls may cost; null for as much as is usual here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Limits(int minutes, int turns, @Nullable Long tokens, @Nullable Usd money) {
    public Limits(int minutes, int turns) {
        this(minutes, turns, null, null);
    }

    /** What an agent may do that was started with no limits of its own. */
    public static Limits usual(AgentsConfig config) {
        return new Limits(
                config.minutes(), config.turns(), config.tokens(), Usd.dollars(config.money()));
    }

    public long tokensOr(Limits usual) {
        Long own = tokens == null ? usual.tokens() : tokens;
        return own == null ? Long.MAX_VALUE : own;
    }

    public Usd moneyOr(Limits usual) {
        Usd own = money == null ? usual.money() : money;
        return own == null ? new Usd(Long.MAX_VALUE) : own;
    }
}
