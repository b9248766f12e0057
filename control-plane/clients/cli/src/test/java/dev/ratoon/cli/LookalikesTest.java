package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same words as the web app's test has. */
class LookalikesTest {
    @Test
    void areToldWithTheirNumbers() {
        var words =
                Map.of(
                        "g\u0456t push", "\"g\u0456t\" (U+0456)",
                        "\u0441\u043e\u0440\u0443 a b",
                                "\"\u0441\u043e\u0440\u0443\" (U+0441, U+043E, U+0440, U+0443)",
                        "ls -\u0430", "\"\u0430\" (U+0430)",
                        "curl https://ex\u0430mple.org", "\"ex\u0430mple\" (U+0430)",
                        "\uff52\uff4d -rf", "\"\uff52\uff4d\" (U+FF52, U+FF4D)",
                        "\ud835\udc2b\ud835\udc26 x",
                                "\"\ud835\udc2b\ud835\udc26\" (U+1D42B, U+1D426)",
                        "cat a\u2044b", "\"a\u2044b\" (U+2044)",
                        "p\u03bfd", "\"p\u03bfd\" (U+03BF)");
        words.forEach(
                (command, sign) -> {
                    String told = Lookalikes.in(List.of(command)).orElse("");
                    assertTrue(told.contains(sign), command + ": " + told);
                });
    }

    @Test
    void areNoneInWordsOfALanguage() {
        for (String words :
                List.of(
                        "git commit -m 'исправлена ошибка'",
                        "echo é ß naïve 漢字 C言語 日本語テキスト",
                        "echo Größe m² 5µs — “quoted”",
                        "ls -la ~/src")) {
            assertEquals(Optional.empty(), Lookalikes.in(List.of(words)), words);
        }
    }
}
