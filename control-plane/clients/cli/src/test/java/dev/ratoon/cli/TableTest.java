package dev.ratoon.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TableTest {
    private static final String WIDE = "修正する 🎉 ログインの不具合を修正する修正する修正する修正する修正する修正する修正する";

    @Test
    void whatTakesTwoCellsIsCountedTwice() {
        assertEquals(4, Cells.of("漢字"));
        assertEquals(2, Cells.of("🎉"));
        assertEquals(1, Cells.of("e\u0301"));
        assertEquals("漢", Cells.beginning("漢字", 3));
    }

    @Test
    void columnsAlignBehindWideTexts() {
        String[] lines = table("漢字", "ab").split("\n", -1);
        assertEquals("AGENT  WHAT  STATE", lines[0]);
        assertEquals("a      漢字  idle", lines[1]);
        assertEquals("b      ab    idle", lines[2]);
    }

    @Test
    void aLineOfWideTextsFitsTheTerminal() {
        String cut = table(WIDE).split("\n", -1)[1];
        assertTrue(Cells.of(cut) <= 80, cut);
        assertTrue(cut.endsWith("..  idle"), cut);
    }

    @Test
    void noCharacterIsCutInTwo() {
        for (int i = 0; i < 2; i++) {
            String cut = table("x".repeat(i) + "🎉".repeat(60));
            assertFalse(cut.contains("?"), cut);
            assertTrue(cut.codePoints().noneMatch(TableTest::half), cut);
        }
    }

    private static boolean half(int point) {
        return Character.getType(point) == Character.SURROGATE;
    }

    private static String table(String... whats) {
        Table table = new Table("AGENT", "WHAT", "STATE");
        for (int i = 0; i < whats.length; i++) {
            table.row(Character.toString('a' + i), whats[i], "idle");
        }
        return table.render("none");
    }
}
