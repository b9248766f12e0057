package dev.ratoon.controlplane.personas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.problem.Failure;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlainTextTest {
    @Test
    void aPersonSeesAllThatAModelReads() {
        List<String> hidden =
                List.of(
                        "a\u001b[2Jb",
                        "a\0b",
                        "\u202egnp.exe",
                        "\u2066x",
                        "zero\u200bwidth",
                        "\udb40\udc41 tag",
                        "selector \udb40\udd01",
                        "line\u2028separator",
                        "half \ud800",
                        "private \ue000",
                        "early selector \ufe00",
                        "a\ufe0fb",
                        "1\ufe0e",
                        "a \ufe0f",
                        "\u2764\ufe0f\ufe0e",
                        "\ufe0f",
                        "a\u200db",
                        "\u0646\u200c",
                        "\u0646\u200c\u200d\u0634",
                        "joined\u034f",
                        "\u115f\u1160",
                        "\u17b4",
                        "\u180b\u180e",
                        "\u2800",
                        "\u3164 and \uffa0");
        for (String text : hidden) {
            Failure refused = assertThrows(Failure.class, () -> PlainText.instructions(text), text);
            assertTrue(refused.forTheCaller().contains("which nobody sees"), text);
            assertThrows(Failure.class, () -> PlainText.line("description", text, 500), text);
            int[] shown = PlainText.shown(text).codePoints().toArray();
            assertTrue(
                    IntStream.range(0, shown.length).noneMatch(i -> PlainText.isHidden(shown, i)),
                    text);
        }
    }

    @Test
    void peoplesScriptsAndEmojiAreText() {
        String text =
                "# Prüfe\n\t- 日本語\n- \u0646\u06cc\u200c\u0634 \ud83d\udc69\u200d\ud83d\udcbb"
                        + " \u2764\ufe0f\u200d\ud83d\udd25 \u26a0\ufe0f \u2714\ufe0e";
        assertEquals(text, PlainText.instructions(text.replace("\n", "\r\n") + "\r\n\r\n"));
    }

    @Test
    void instructionsAreBoundedInBytes() {
        assertEquals(32 << 10, PlainText.instructions("x".repeat(32 << 10)).length());
        Failure refused =
                assertThrows(Failure.class, () -> PlainText.instructions("é".repeat(17_000)));
        assertTrue(refused.forTheCaller().contains("34000 bytes"), refused::forTheCaller);
    }
}
