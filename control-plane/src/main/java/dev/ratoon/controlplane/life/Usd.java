package dev.ratoon.controlplane.life;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * US dollars, exact to the millionth. In JSON it is written as decimal text ({@code "4.50"}), and
 * read from that or from a number.
 */
public record Usd(long micros) implements Comparable<Usd> {
    public static final Usd ZERO = new Usd(0);
    private static final int DIGITS = 6;
    private static final int LONGEST = 30;

    public static Usd dollars(long dollars) {
        return new Usd(Math.multiplyExact(dollars, 1_000_000L));
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Usd read(JsonNode json) {
        if (!json.isTextual() && !json.isNumber()) {
            throw new IllegalArgumentException("an amount of dollars is text or a number");
        }
        return of(json.asText());
    }

    /** Throws IllegalArgumentException for what is no amount, or has more than six digits. */
    public static Usd of(String decimal) {
        try {
            if (decimal.length() > LONGEST) {
                throw new NumberFormatException("too long");
            }
            BigDecimal amount = new BigDecimal(decimal.strip());
            // Before it is rounded, which takes as long as an exponent is large.
            if (amount.precision() - amount.scale() > 12 || amount.scale() > LONGEST) {
                throw new NumberFormatException("beyond all reason");
            }
            return new Usd(
                    amount.setScale(DIGITS, RoundingMode.UNNECESSARY)
                            .unscaledValue()
                            .longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(decimal + " is no amount of dollars", e);
        }
    }

    public Usd plus(Usd other) {
        return new Usd(Math.addExact(micros, other.micros));
    }

    public Usd minus(Usd other) {
        return new Usd(Math.subtractExact(micros, other.micros));
    }

    @JsonIgnore
    public boolean isNothing() {
        return micros == 0;
    }

    /** With cents at least: {@code 4.50}, {@code 0.001234}. */
    @JsonValue
    public String decimal() {
        BigDecimal amount = BigDecimal.valueOf(micros, DIGITS).stripTrailingZeros();
        return amount.setScale(Math.max(2, amount.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    @Override
    public int compareTo(Usd other) {
        return Long.compare(micros, other.micros);
    }

    /** For people: {@code $4.50}, and of less than a cent all its digits. */
    @Override
    public String toString() {
        BigDecimal amount = BigDecimal.valueOf(micros, DIGITS);
        BigDecimal cents = amount.setScale(2, RoundingMode.HALF_UP);
        return "$" + (cents.signum() == 0 && micros != 0 ? decimal() : cents.toPlainString());
    }
}
