package dev.ratoon.controlplane.pulls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenTextTest {
    private static WrittenText of(String answer) {
        return WrittenText.of(answer).orElseThrow();
    }

    private static String body(String words) {
        return of("Title\n\n" + words).body();
    }

    @Test
    void theFirstLineIsTheTitleAndTheRestTheDescription() {
        assertEquals(
                new WrittenText("Say more", "Why:\n\n- a `List<String>`\n- **b**"),
                of("\n\nSay more\n\nWhy:\n\n- a `List<String>`  \n- **b**\n\n"));
        assertEquals(new WrittenText("Say more", ""), of("Say more"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Say more",
                "**Say more**",
                "Title: Say more",
                "**Title:** Say more",
                "## **Title**: Say more",
                "```markdown\nSay more\n```",
                "Say\tmore"
            })
    void whatStandsAroundATitleIsNoPartOfIt(String answer) {
        assertEquals("Say more", of(answer).title());
    }

    @Test
    void aTitleThatOnlyLooksLikeItStays() {
        assertEquals("Titles are shown", of("Titles are shown").title());
        assertEquals("#12 is **not** it", of("#12 is **not** it").title());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t\n", "\u202e\u200b\u0007", "#", "\u2800"})
    void whatShowsNothingIsNoText(String answer) {
        assertEquals(
                answer.equals("#") ? Optional.of(new WrittenText("#", "")) : Optional.empty(),
                WrittenText.of(answer));
    }

    @Test
    void nothingIsHidden() {
        assertEquals(
                "pay ada &lt;!-- bob --> now",
                body("pay\u202e ada\u200b\u0007 <!-- bob -->\ufe0f now\udb40\udd00"));
        assertEquals("one\ntwo\nthree", body("one\r\ntwo\rthree\u2028"));
    }

    @Test
    void nobodyIsCalled() {
        assertEquals(
                "by @&#8203;ada, (@&#8203;a/team) and &amp;#64;bob &amp;commat;eve; a & b",
                body("by @ada, (@a/team) and &#64;bob &commat;eve; a & b"));
        assertEquals("Thank ada", of("Thank @ada").title());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fixes #1|refers to #1",
                "Fixes: #1 and closes ada/pay#2|Refers to: #1 and refers to ada/pay#2",
                "_Resolved_ **#3**|_Refers to_ **#3**",
                "FIX \\#4|Refers to \\#4",
                "Close <b>#5</b>|Refers to <b>#5</b>",
                "fix\u200bes #6|refers to #6",
                "closed GH-7|refers to GH-7",
                "Resolves https://github.com/ada/pay/issues/8|Refers to https://github.com/ada/pay/issues/8",
            })
    void noIssueIsClosed(String written, String shown) {
        assertEquals(shown, body(written));
        assertEquals(shown, of(written).title());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Fixes 3 tests, see #1",
                "hotfix #2",
                "prefixes #3",
                "fix the crash (#4)",
                "Fixes https://example.com/a"
            })
    void whatClosesNothingStays(String written) {
        assertEquals(written, body(written));
    }

    @Test
    void noKeyIsInIt() {
        WrittenText text = of("Use AKIA" + "IOSFODNN7EXAMPLE\n\nwith AKIA" + "IOSFODNN7EXAMPLE");
        assertEquals(new WrittenText("Use (a key)", "with (a key)"), text);
    }

    @Test
    void itIsNoLongerThanWhatMayBePublished() {
        String emoji = "\ud83d\ude00".repeat(20_000);
        WrittenText text = of(emoji + "\n" + "@a ".repeat(10_000));
        assertTrue(text.title().length() <= 200 && text.title().endsWith("\ude00…"), text.title());
        assertTrue(text.body().length() < 60_000, () -> "" + text.body().length());
        assertFalse(text.body().contains("@a"));
    }
}
