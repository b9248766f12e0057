package dev.ratoon.controlplane.meters;

import dev.ratoon.controlplane.life.Spending;
import dev.ratoon.controlplane.life.Usd;
import java.util.Locale;
import java.util.Optional;

/**
 * How an agent and its owner stand to their caps, at one moment.
 *
 * @param agent in all its life
 * @param owner in this month, all agents together
 */
record Standing(Account agent, Account owner) {
    /**
     * What one of them may use, has used, and may be using now.
     *
     * @param cap as much as it may
     * @param reserved for calls that are under way
     */
    record Account(Amount cap, Amount used, Amount reserved) {
        private Account alone() {
            return new Account(cap, used, Amount.NOTHING);
        }

        private Amount taken() {
            return used.plus(reserved);
        }

        boolean holdsTokens(Amount more) {
            return more.tokens() <= cap.tokens() - taken().tokens();
        }

        boolean holdsMoney(Amount more) {
            return more.money().micros() <= cap.money().micros() - taken().money().micros();
        }
    }

    /** The same when no call is under way. */
    Standing alone() {
        return new Standing(agent.alone(), owner.alone());
    }

    /** The limit that a call does not fit under which can use so much; empty when it fits. */
    Optional<Spending.Cap> refuses(Amount most) {
        if (!agent.holdsMoney(most)) {
            return money(Spending.MONEY, "It", agent, most);
        }
        if (!agent.holdsTokens(most)) {
            return tokens(Spending.TOKENS, "It", agent, most);
        }
        if (!owner.holdsMoney(most)) {
            return money(
                    Spending.OWNER_MONEY, "Its owner, with all agents of this month,", owner, most);
        }
        if (!owner.holdsTokens(most)) {
            return tokens(
                    Spending.OWNER_TOKENS,
                    "Its owner, with all agents of this month,",
                    owner,
                    most);
        }
        return Optional.empty();
    }

    private static Optional<Spending.Cap> money(
            String limit, String who, Account account, Amount most) {
        Usd reserved = account.reserved().money();
        return Optional.of(
                new Spending.Cap(
                        limit,
                        "%s has spent %s of the %s that may be spent on models%s, and this call may cost up to %s."
                                .formatted(
                                        who,
                                        account.used().money(),
                                        account.cap().money(),
                                        reserved.isNothing()
                                                ? ""
                                                : " (calls under way may cost up to "
                                                        + reserved
                                                        + ")",
                                        most.money())));
    }

    private static Optional<Spending.Cap> tokens(
            String limit, String who, Account account, Amount most) {
        long reserved = account.reserved().tokens();
        return Optional.of(
                new Spending.Cap(
                        limit,
                        String.format(
                                Locale.ROOT,
                                "%s has used %,d of the %,d tokens that may be used%s, and this call may use up to %,d.",
                                who,
                                account.used().tokens(),
                                account.cap().tokens(),
                                reserved == 0
                                        ? ""
                                        : String.format(
                                                Locale.ROOT,
                                                " (calls under way may use up to %,d)",
                                                reserved),
                                most.tokens())));
    }
}
