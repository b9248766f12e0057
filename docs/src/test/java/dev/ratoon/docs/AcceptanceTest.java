package dev.ratoon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.docs.Report.Outcome;
import dev.ratoon.docs.Report.Run;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptanceTest {
    private static final Instant BEGAN = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant LATER = BEGAN.plusSeconds(60);

    @Test
    void aRowNamesItsTestsAndCommands() {
        var row =
                Requirement.parse(
                                """
                                | Requirement | Shown by |
                                | --- | --- |
                                | It locks. | `LockIT#refusesASecond`, `LockTest`; `./ratoon up` |
                                """)
                        .getFirst();
        assertEquals(List.of("LockIT#refusesASecond", "LockTest"), row.tests());
        assertEquals(List.of("./ratoon up"), row.commands());
        assertEquals(3, row.line());
    }

    @Test
    void aRowThatShowsNothingIsRefused() {
        var thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Requirement.parse("| It flies. | surely |"));
        assertTrue(String.valueOf(thrown.getMessage()).contains("line 1"));
    }

    @Test
    void aRowWithATornCellIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> Requirement.parse("| It flies. `FlyTest`"));
    }

    /** The last test of the build would say so, after all others. */
    @Test
    void theDocumentCanBeRead() {
        Path document = Tree.ROOT.resolve("docs").resolve("acceptance.md");
        assertFalse(Requirement.parse(Tree.text(document)).isEmpty());
    }

    @Test
    void aTestThatPassedIsAccepted() {
        assertEquals(List.of(), faults("`FlyIT#flies`", flyIt(LATER, Outcome.PASSED)));
    }

    @Test
    void aTestThatWasNotRunIsAFault() {
        assertEquals(
                List.of("line 1: SwimIT was not run"),
                faults("`SwimIT`", flyIt(LATER, Outcome.PASSED)));
    }

    @Test
    void oneThatIsLongMayBeLeftOutOfABuildThatSaysSo() {
        var sources =
                List.of(
                        new LongTests.Source(
                                "SwimIT", "@Tag(\"long\")\n@Timeout(9)\nclass SwimIT {"),
                        new LongTests.Source(
                                "FlyIT",
                                """
                                class FlyIT {
                                    @Test
                                    void flies() {
                                    }

                                    @Tag("long")
                                    @Test
                                    void crosses_the_sea() {
                                    }
                                """),
                        new LongTests.Source(
                                "RunIT",
                                """
                                class RunIT {
                                    @Tag("long")
                                    @ParameterizedTest
                                    @ValueSource(ints = 1)
                                    void runs(int far) {
                                    }
                                """));
        var judge =
                new Judge(
                        List.of(flyIt(LATER, Outcome.PASSED)), BEGAN, true, LongTests.in(sources));
        var verdict =
                judge.judge(
                        Requirement.parse(
                                "| It moves. | `SwimIT`, `RunIT`, `RunIT#runs`, `FlyIT#flies`,"
                                        + " `FlyIT#crosses_the_sea`, `FlyIT#dives`, `WalkIT#runs` |"));
        assertEquals(
                List.of(
                        "line 1: FlyIT#dives does not exist in dev.ratoon.FlyIT",
                        "line 1: WalkIT#runs was not run"),
                verdict.faults());
        assertEquals(4, verdict.excused().size(), () -> verdict.excused().toString());
    }

    @Test
    void aMethodThatDoesNotExistIsAFault() {
        assertEquals(
                List.of("line 1: FlyIT#dives does not exist in dev.ratoon.FlyIT"),
                faults("`FlyIT#dives`", flyIt(LATER, Outcome.PASSED)));
    }

    @Test
    void aFailedTestIsAFault() {
        assertEquals(
                List.of("line 1: FlyIT failed"), faults("`FlyIT`", flyIt(LATER, Outcome.FAILED)));
    }

    @Test
    void aSkippedTestIsAFault() {
        assertEquals(
                List.of("line 1: FlyIT#flies was skipped"),
                faults("`FlyIT#flies`", flyIt(LATER, Outcome.SKIPPED)));
    }

    @Test
    void aReportOfAnEarlierBuildIsAFault() {
        assertEquals(
                List.of("line 1: FlyIT was not run by this build"),
                faults("`FlyIT`", flyIt(BEGAN.minusSeconds(1), Outcome.PASSED)));
    }

    @Test
    void aReportOlderThanItsClassIsAFault() {
        var stale = new Report("dev.ratoon.FlyIT", LATER, LATER.plusSeconds(1), List.of());
        assertEquals(List.of("line 1: FlyIT was compiled after it ran"), faults("`FlyIT`", stale));
    }

    @Test
    void aSkipIsExcusedWhereTheMachineLacksWhatTheRowNames() {
        var verdict = judge("`FlyIT` where: the air is thick", false, Outcome.SKIPPED);
        assertEquals(List.of(), verdict.faults());
        assertEquals(
                List.of("line 1: FlyIT was skipped here; it runs where the air is thick"),
                verdict.excused());
    }

    @Test
    void nothingIsExcusedOnACompleteMachine() {
        assertEquals(
                List.of("line 1: FlyIT was skipped"),
                judge("`FlyIT` where: the air is thick", true, Outcome.SKIPPED).faults());
    }

    @Test
    void aFailureIsNeverExcused() {
        assertEquals(
                List.of("line 1: FlyIT failed"),
                judge("`FlyIT` where: the air is thick", false, Outcome.FAILED).faults());
    }

    private static Judge.Verdict judge(String shownBy, boolean complete, Outcome outcome) {
        return new Judge(List.of(flyIt(LATER, outcome)), BEGAN, complete, LongTests.NONE)
                .judge(Requirement.parse("| It flies. | " + shownBy + " |"));
    }

    private static List<String> faults(String shownBy, Report report) {
        return new Judge(List.of(report), BEGAN, false, LongTests.NONE)
                .judge(Requirement.parse("| It flies. | " + shownBy + " |"))
                .faults();
    }

    private static Report flyIt(Instant written, Outcome outcome) {
        return new Report(
                "dev.ratoon.FlyIT",
                written,
                BEGAN.minusSeconds(5),
                List.of(new Run("flies", outcome)));
    }
}
