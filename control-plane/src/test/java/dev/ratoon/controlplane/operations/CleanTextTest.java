package dev.ratoon.controlplane.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanTextTest {
    private static final String RANDOM = "Qk9vY2x1bXBzLWFyZS1yYXRvb25zLW9uZS1zdHVtcA";

    @Test
    void a_line_stays_one_line() {
        assertEquals(
                "name=x\\r\\n2026-01-01 INFO forged\\t\\u{1b}[31m",
                CleanText.of("name=x\r\n2026-01-01 INFO forged\t\u001b[31m"));
    }

    @Test
    void what_turns_or_hides_text_is_shown() {
        assertEquals("a\\u{202e}b\\u{200b}c\\u{2028}d", CleanText.of("a\u202eb\u200bc\u2028d"));
    }

    @Test
    void letters_of_every_script_stay() {
        assertEquals("Zuckerrohr Ζάχαρη 甘蔗 🌱", CleanText.of("Zuckerrohr Ζάχαρη 甘蔗 🌱"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer " + RANDOM,
                "authorization=Basic " + RANDOM,
                "Cookie: ratoon_session=ratoon_s_" + RANDOM,
                "Ratoon-Proof: " + RANDOM,
                "GET /api/stream?ticket=" + RANDOM,
                "http://127.0.0.1:7070/#code=ratoon_c_" + RANDOM,
                "token ratoon_t_" + RANDOM + " is unknown",
                "jdbc:postgresql://db/ratoon?user=ann&password=" + RANDOM,
                "postgresql://ann:" + RANDOM + "@db/ratoon",
                "key sk-" + RANDOM
            })
    void a_secret_is_hidden_wherever_it_stands(String text) {
        assertFalse(CleanText.of(text).contains(RANDOM), CleanText.of(text));
    }
}
