package dev.ratoon.controlplane.meters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.life.Usd;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTableTest {
    private static final PriceTable OWN =
            read(
                    """
                    {"asOf": "2026-01", "source": "our contract", "prices": [
                        {"provider": "OpenAI", "model": "gpt-5*", "input": 1, "cached": "0.1", "output": "8.5"},
                        {"provider": "*", "model": "*/free", "input": 0, "output": 0}]}
                    """);

    private static PriceTable read(String json) {
        try {
            return PriceTable.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (PriceTable.Unreadable e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-5.2-codex, 1.75, 0.175, 14.00",
        "openai, gpt-5, 1.25, 0.125, 10.00",
        "openai, gpt-5-mini-2025-08-07, 0.25, 0.025, 2.00",
        "anthropic, claude-opus-4-5-20251101, 5.00, 0.50, 25.00",
        "anthropic, claude-opus-4-1-20250805, 15.00, 1.50, 75.00",
        "gemini, gemini-2.5-flash, 0.30, 0.03, 2.50",
        "openrouter, anthropic/claude-sonnet-4.5, 3.00, 0.30, 15.00",
        "openrouter, qwen/qwen3-coder:free, 0.00, 0.00, 0.00",
        "openai, gpt-9, 30.00, 30.00, 180.00",
    })
    void theBuiltInOnesAreRead(
            String provider, String model, String input, String cached, String output) {
        var expected = new Price(Usd.of(input), Usd.of(cached), Usd.of(output));
        assertEquals(Optional.of(expected), Prices.builtIn().find(provider, model));
    }

    @Test
    void modelsAreNamedWhereARowNamesOneAndNotAPartOfMany() {
        var names =
                Prices.builtIn().named().stream().map(one -> one.provider() + "/" + one.model());
        List<String> all = names.toList();
        assertTrue(all.contains("openai/gpt-5.5"), all::toString);
        assertTrue(all.contains("anthropic/claude-sonnet-4-5"), all::toString);
        assertTrue(all.contains("openrouter/openai/gpt-5"), all::toString);
        assertTrue(
                all.stream().noneMatch(name -> name.contains("*") || name.endsWith("-")),
                all::toString);
        assertEquals(all.size(), Set.copyOf(all).size());
        assertEquals(List.of("gpt-5"), OWN.named().stream().map(PriceTable.Named::model).toList());
    }

    @Test
    void aServerOfOnesOwnCostsWhatItsOperatorSays() {
        assertEquals(Optional.empty(), Prices.builtIn().find("ollama", "qwen3"));
    }

    @Test
    void onesOwnGoBeforeTheBuiltInOnes() {
        PriceTable both = OWN.over(Prices.builtIn());
        assertEquals(Usd.of("8.5"), both.find("openai", "gpt-5.2").orElseThrow().output());
        assertEquals(Usd.of("8"), both.find("openai", "gpt-4.1").orElseThrow().output());
        assertTrue(both.find("mine", "some/free").orElseThrow().output().isNothing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{\"prices\": 5}",
                "{\"prices\": [null]}",
                "{\"prices\": [{\"provider\": \"a\", \"model\": \"b\", \"input\": 1}]}",
                "{\"prices\": [{\"provider\": \"a\", \"model\": \"b\", \"input\": -1, \"output\": 1}]}",
                "{\"prices\": [{\"provider\": \"a\", \"model\": \"b\", \"input\": 1e99, \"output\": 1}]}",
                "{\"prices\": [{\"provider\": \"a\", \"model\": \"b\", \"input\": \"much\", \"output\": 1}]}",
                "{\"prices\": [{\"provider\": \"a\", \"modle\": \"b\", \"input\": 1, \"output\": 1}]}",
            })
    void whatIsNoTableIsRefused(String json) {
        assertThrows(
                PriceTable.Unreadable.class,
                () -> PriceTable.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatCostsIsRoundedUpAndNeverFree() {
        var price = new Price(Usd.of("1.25"), Usd.of("0.125"), Usd.of("10"));
        assertEquals(new Usd(2), price.of(1, 0, 0));
        assertEquals(Usd.of("0.000425"), price.of(1_000, 1_000, 30));
        assertEquals(Usd.ZERO, price.of(0, 0, 0));
    }

    @Test
    void theMostIsWithoutAnythingCached() {
        var price = new Price(Usd.of("1"), Usd.of("0.1"), Usd.of("10"));
        assertEquals(Usd.of("2"), price.atMost(1_000_000, 100_000));
        var odd = new Price(Usd.of("1"), Usd.of("3"), Usd.of("10"));
        assertEquals(Usd.of("4"), odd.atMost(1_000_000, 100_000));
    }
}
