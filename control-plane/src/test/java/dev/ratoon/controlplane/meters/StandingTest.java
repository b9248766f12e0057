package dev.ratoon.controlplane.meters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.life.Spending;
import dev.ratoon.controlplane.life.Usd;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final Standing.Account WIDE = account(1_000_000, "100", 0, "0", 0, "0");

    private static Standing.Account account(
            long tokens, String money, long used, String spent, long reserved, String held) {
        return new Standing.Account(
                amount(tokens, money), amount(used, spent), amount(reserved, held));
    }

    private static Amount amount(long tokens, String money) {
        return new Amount(tokens, Usd.of(money));
    }

    private static String refused(Standing.Account agent, Standing.Account owner, Amount most) {
        return new Standing(agent, owner).refuses(most).map(Spending.Cap::limit).orElse("it fits");
    }

    @Test
    void whatFillsACapToTheLastTokenFits() {
        var agent = account(100, "1", 60, "0.5", 30, "0.4");
        assertEquals("it fits", refused(agent, WIDE, amount(10, "0.1")));
        assertEquals("tokens", refused(agent, WIDE, amount(11, "0.1")));
        assertEquals("money", refused(agent, WIDE, amount(10, "0.100001")));
    }

    @Test
    void theCapsOfItsOwnerHoldAsWell() {
        var owner = account(100, "1", 60, "0.5", 30, "0.4");
        assertEquals("owner-tokens", refused(WIDE, owner, amount(11, "0.1")));
        assertEquals("owner-money", refused(WIDE, owner, amount(10, "0.11")));
    }

    @Test
    void whoHasUsedMoreThanItMayNowIsRefused() {
        assertEquals("money", refused(account(100, "1", 9, "7", 0, "0"), WIDE, amount(0, "0")));
    }

    @Test
    void aloneIsWithoutWhatIsUnderWay() {
        var agent = account(100, "1", 60, "0.5", 30, "0.4");
        var standing = new Standing(agent, WIDE);
        assertTrue(standing.refuses(amount(40, "0.2")).isPresent());
        assertEquals(Optional.empty(), standing.alone().refuses(amount(40, "0.2")));
    }

    @Test
    void aRefusalSaysHowMuchThereIsAndHowMuchIsWanted() {
        assertEquals(
                Optional.of(
                        new Spending.Cap(
                                "money",
                                "It has spent $0.50 of the $1.00 that may be spent on models (calls under way may"
                                        + " cost up to $0.40), and this call may cost up to $2.50.")),
                new Standing(account(100, "1", 60, "0.5", 30, "0.4"), WIDE)
                        .refuses(amount(1, "2.5")));
        assertEquals(
                Optional.of(
                        new Spending.Cap(
                                "owner-tokens",
                                "Its owner, with all agents of this month, has used 999,000 of the 1,000,000"
                                        + " tokens that may be used, and this call may use up to 20,000.")),
                new Standing(
                                account(1 << 30, "1", 0, "0", 0, "0"),
                                account(1_000_000, "1", 999_000, "0", 0, "0"))
                        .refuses(amount(20_000, "0.1")));
    }
}
