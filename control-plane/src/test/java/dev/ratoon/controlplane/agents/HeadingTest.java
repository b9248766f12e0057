package dev.ratoon.controlplane.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeadingTest {
    @Test
    void whatATerminalTakesForAnOrderIsNoWordOfIt() {
        List<String> prompts =
                List.of(
                        "\u001b[31mmake\u001b[0m test",
                        "\u001b[38;5;196mmake test\u001b[K",
                        "\u009b1mmake test",
                        "\u001b]0;a window's title\u0007make test",
                        "\u001b]8;;https://example.com\u001b\\make test\u001b]8;;\u001b\\",
                        "\u001bPq#0;2;0;0\u001b\\make test",
                        "\u001b(Bmake test\u001b7",
                        "\u001b[2J\n\u001b[H\nmake test\nand more",
                        "make\ttest\u0007",
                        "make test\u001b[3");
        for (String prompt : prompts) {
            assertEquals("make test", Heading.of(prompt));
        }
        assertEquals("make-test", Heading.slug("make test"));
    }

    @Test
    void whatLooksLikeAPieceOfOneStays() {
        assertEquals("see [31m] in log[0]", Heading.of("see [31m] in log[0]"));
    }

    @Test
    void anOrderThatNeverEndsTakesNoTextWithIt() {
        assertEquals("0;make test", Heading.of("\u001b]0;make test"));
    }

    @Test
    void ofALongLineTheBeginningIsEnough() {
        assertEquals("x".repeat(79) + "…", Heading.of("x".repeat(200_000)));
        assertEquals("x".repeat(32), Heading.slug("x".repeat(200)));
    }

    @Test
    void whatSaysNothingIsEmpty() {
        assertEquals("", Heading.of("\u001b[0m \n"));
        assertEquals("agent", Heading.slug("…"));
    }
}
