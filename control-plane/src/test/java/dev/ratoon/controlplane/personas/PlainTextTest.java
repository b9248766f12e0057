package dev.ratoon.controlplane.personas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.problem.Failure;
import java.util.List;
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
                        "private \ue000");
        for (String text : hidden) {
            Failure refused = assertThrows(Failure.class, () -> PlainText.instructions(text), text);
            assertTrue(refused.forTheCaller().contains("which nobody sees"), text);
            assertThrows(Failure.class, () -> PlainText.line("description", text, 500), text);
            assertTrue(PlainText.shown(text).codePoints().noneMatch(PlainText::isHidden), text);
        }
    }

    @Test
    void peoplesScriptsAndEmojiAreText() {
        String text = "# Prüfe\n\t- 日本語\n- \u0646\u06cc\u200c\u0634 \ud83d\udc69\u200d\ud83d\udcbb";
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
