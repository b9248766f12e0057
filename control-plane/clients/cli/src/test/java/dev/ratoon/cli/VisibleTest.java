package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VisibleTest {
    @Test
    void whatIsDecidedOnIsShownExactly() {
        var texts =
                Map.of(
                        "rm -rf \u202egnp.x", "rm -rf <U+202E>gnp.x",
                        "a\u200bb\u200dc\u00add", "a<U+200B>b<U+200D>c<U+00AD>d",
                        "a\tb\rc\u001b[31md", "a<U+0009>b<U+000D>c<U+001B>[31md",
                        "a\u00a0b\u3000c", "a<U+00A0>b<U+3000>c",
                        "x\ufe0f\u3164\u115f\u2800", "x<U+FE0F><U+3164><U+115F><U+2800>",
                        "tag\udb40\udc41", "tag<U+E0041>",
                        "half\ud800", "half<U+D800>",
                        "two\nlines é 漢 😀", "two\nlines é 漢 😀");
        texts.forEach((text, shown) -> assertEquals(shown, Visible.exact(text)));
        assertEquals("x<U+000A>Next: y", Visible.exactLine("x\nNext: y"));
    }

    @Test
    void whatIsReadDoesNothingToTheTerminal() {
        var texts =
                Map.of(
                        "\u001b[1;31mred\u001b[0m", "red",
                        "\u001b]52;c;aGk=\u0007x", "<U+001B>]52;c;aGk=<U+0007>x",
                        "\u001b[2J\u001b[H", "<U+001B>[2J<U+001B>[H",
                        "\u009b31mx", "<U+009B>31mx",
                        "10%\r20%\r\ndone\tx", "10%\n20%\ndone\tx",
                        "\u2714\ufe0f done \ud83d\udc69\u200d\ud83d\udcbb", "\u2714 done 👩💻",
                        "a\ufe0fb\u200dc", "a<U+FE0F>b<U+200D>c",
                        "user\u202etxt", "user<U+202E>txt");
        texts.forEach((text, shown) -> assertEquals(shown, Visible.inert(text)));
    }
}
