package dev.ratoon.git.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class MarksTest {
    private static final String OURS = Marks.around("What was done.\n- one\n- two");

    @Test
    void whatPeopleWroteAroundItStays() {
        assertEquals(
                Optional.of("Please look soon.\n" + Marks.around("More.") + "\nThanks!"),
                Marks.renewed("Please look soon.\n" + OURS + "\nThanks!", "More."));
    }

    @Test
    void whatPeopleWroteIntoItStays() {
        assertEquals(Optional.empty(), Marks.renewed(OURS.replace("two", "two, wrong"), "More."));
    }

    @Test
    void whatPeopleThrewAwayStaysAway() {
        assertEquals(Optional.empty(), Marks.renewed("All new.", "More."));
        assertEquals(Optional.empty(), Marks.renewed("", "More."));
        assertEquals(
                Optional.empty(), Marks.renewed(OURS.replace("<!-- ratoon:end -->", ""), "More."));
    }

    @Test
    void otherEndsOfLinesAreNoChange() {
        assertEquals(
                Optional.of(Marks.around("More.")),
                Marks.renewed(OURS.replace("\n", "\r\n"), "More."));
    }

    @Test
    void whatIsTheSameIsLeftAsItIs() {
        assertEquals(Optional.of(OURS), Marks.renewed(OURS, "What was done.\n- one\n- two\n"));
    }

    @Test
    void twoOfThemAreNobodys() {
        assertEquals(Optional.empty(), Marks.renewed(OURS + OURS, "More."));
    }

    @Test
    void whatAnAgentWritesIsNoMark() {
        String hostile = Marks.around("a <!-- ratoon:end --> b " + OURS);
        assertTrue(hostile.endsWith("<!-- ratoon:end -->"), hostile);
        assertEquals(Optional.of(Marks.around("More.")), Marks.renewed(hostile, "More."));
        assertFalse(hostile.substring(30).contains("ratoon:begin"), hostile);
    }

    @Test
    void whatAPersonGaveIsReplacedByWhatAPersonGivesAndByNothingComposed() {
        String given = "Hello!\n" + Marks.around(PullChange.given("Mind the gap.")) + "\n";
        assertEquals(Optional.of(given), Marks.renewed(given, "More."));
        assertEquals(
                Optional.of(
                        given.replace(
                                Marks.around(PullChange.given("Mind the gap.")),
                                Marks.around(PullChange.given("Mind it.")))),
                Marks.renewed(given, PullChange.given("Mind it.")));
        assertEquals(
                Optional.of(Marks.around(PullChange.given("Mine."))),
                Marks.renewed(OURS, PullChange.given("Mine.")));
        assertEquals(
                Optional.empty(),
                Marks.renewed(given.replace("gap", "step"), PullChange.given("x")));
        assertFalse(given.contains("ratoon:given"), given);
    }
}
