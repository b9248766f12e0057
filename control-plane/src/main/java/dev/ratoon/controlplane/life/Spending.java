package dev.ratoon.controlplane.life;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agent's model calls have used.
 *
 * @param calls that reached a provider
 * @param input tokens, the cached ones among them
 * @param estimated what of the money follows from our estimates, not from what a provider reported
 * @param unpriced calls of models that no price is known of: their money is in none of the sums
 * @param cap at which it stands, if a call was refused
 */
public record Spending(
        long calls,
        long input,
        long cached,
        long output,
        Usd money,
        Usd estimated,
        long estimates,
        long unpriced,
        @Nullable Cap cap) {
    public static final Spending NOTHING = new Spending(0, 0, 0, 0, Usd.ZERO, Usd.ZERO, 0, 0, null);
    public static final String TOKENS = "tokens";
    public static final String MONEY = "money";
    public static final String OWNER_TOKENS = "owner-tokens";
    public static final String OWNER_MONEY = "owner-money";

    /** The limits that are caps on what model calls use; and whether they are its owner's. */
    private static final Map<String, Boolean> CAPS =
            Map.of(TOKENS, false, MONEY, false, OWNER_TOKENS, true, OWNER_MONEY, true);

    /** A limit that a call did not fit under. */
    public record Cap(String limit, String words) {
        /** Then it is of all agents of its owner in a month. */
        @JsonIgnore
        public boolean isOwners() {
            return CAPS.getOrDefault(limit, false);
        }
    }

    /** Both ways. */
    @JsonIgnore
    public long tokens() {
        return input + output;
    }

    Spending whenCalled(ObservedEvent.ModelCalled call) {
        Usd cost = call.money() == null ? Usd.ZERO : call.money();
        return new Spending(
                calls + 1,
                input + call.input(),
                cached + call.cached(),
                output + call.output(),
                money.plus(cost),
                call.estimated() ? estimated.plus(cost) : estimated,
                call.estimated() ? estimates + 1 : estimates,
                call.money() == null ? unpriced + 1 : unpriced,
                cap);
    }

    Spending whenReached(String limit, String words) {
        return CAPS.containsKey(limit) ? with(new Cap(limit, words)) : this;
    }

    /** Somebody wants it to go on: whether it may is found out by its next call. */
    Spending whenTriedAgain() {
        return with(null);
    }

    /** A month may have turned meanwhile; what the agent itself may spend is the same. */
    Spending whenTold() {
        return cap != null && cap.isOwners() ? with(null) : this;
    }

    private Spending with(@Nullable Cap now) {
        return new Spending(
                calls, input, cached, output, money, estimated, estimates, unpriced, now);
    }
}
