package dev.ratoon.git.github;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void nothingTypedLeavesAllAsTheyCame() {
        assertEquals(List.of("b/b", "a/a"), found("  ", "b/b", "a/a"));
    }

    @Test
    void eachWordMustBeThereWhateverItsCase() {
        assertEquals(List.of("Acme/Billing-API"), found("bill acme", "Acme/Billing-API", "acme/x"));
    }

    @Test
    void theLikeliestIsFirst() {
        assertEquals(
                List.of("acme/api", "acme/api-docs", "acme/old-api", "acme/rapid"),
                found("api", "acme/rapid", "acme/old-api", "acme/api-docs", "acme/api"));
    }

    private static List<String> found(String typed, String... names) {
        return Words.of(typed).of(List.of(names), Function.identity());
    }
}
