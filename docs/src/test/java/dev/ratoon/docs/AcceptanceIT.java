package dev.ratoon.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The last test of the build: everything that docs/acceptance.md names was run by it. */
class AcceptanceIT {
    @Test
    void everythingThatAnIssueAsksForWasShownByThisBuild() {
        var requirements =
                Requirement.parse(Tree.text(Tree.ROOT.resolve("docs").resolve("acceptance.md")));
        assertFalse(requirements.isEmpty(), "docs/acceptance.md has no row");
        var verdict =
                new Judge(
                                Tree.reports().stream().map(Report::read).toList(),
                                Instant.parse(System.getProperty("ratoon.build.began", "")),
                                "true".equals(System.getenv("CI")),
                                leftOut())
                        .judge(requirements);
        verdict.excused().forEach(line -> System.out.println("docs/acceptance.md " + line));
        assertEquals(List.of(), verdict.faults(), () -> "\n" + String.join("\n", verdict.faults()));
    }

    private static LongTests leftOut() {
        if (!"long".equals(System.getProperty("ratoon.left.out"))) {
            return LongTests.NONE;
        }
        return LongTests.in(Tree.javaFiles().stream().map(LongTests.Source::read).toList());
    }
}
