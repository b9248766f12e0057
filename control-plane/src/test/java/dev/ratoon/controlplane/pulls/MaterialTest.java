package dev.ratoon.controlplane.pulls;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ratoon.controlplane.life.Facts;
import dev.ratoon.controlplane.life.LogBook;
import dev.ratoon.git.publish.Proposal;
import dev.ratoon.git.publish.Standing;
import dev.ratoon.git.review.ChangedFile;
import dev.ratoon.git.review.CommitLine;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MaterialTest {
    private static final Facts FACTS = LogBook.begun().facts();

    private static Proposal proposal(int commits, int files) {
        return new Proposal(
                "c0ffee",
                "ratoon/fix-1",
                Optional.of("main"),
                Optional.empty(),
                Collections.nCopies(commits, new CommitLine("1", "Mend it", "A", Instant.EPOCH)),
                Collections.nCopies(
                        files,
                        new ChangedFile(
                                "src/a",
                                "src/old",
                                ChangedFile.Change.RENAMED,
                                1,
                                2,
                                ChangedFile.Shown.LINES)),
                List.of(),
                List.of(),
                new Standing(0, List.of()));
    }

    @Test
    void allThatIsKnownOfTheWorkIsInIt() {
        String asked =
                Material.of(FACTS, List.of("Mend the pump"), proposal(1, 1), "+new line\n-old\n");
        assertTrue(
                asked.endsWith(
                        """

                        ## What the agent was asked

                        - Mend the pump

                        ## Its commits, newest first

                        - Mend it

                        ## Changed files

                        - src/a (from src/old) +1 -2

                        ## Changed lines

                        +new line
                        -old

                        """),
                asked);
        assertTrue(asked.contains("Do not use any tool"), asked);
    }

    @Test
    void whatIsNotThereHasNoHeading() {
        String asked = Material.of(FACTS, List.of("go"), proposal(0, 1), "");
        assertFalse(asked.contains("commits") || asked.contains("lines\n\n"), asked);
    }

    @Test
    void itHasABoundAndNoKeys() {
        String key = "AKIA" + "IOSFODNN7EXAMPLE";
        String asked =
                Material.of(
                        FACTS,
                        Collections.nCopies(20, key + " x".repeat(50_000)),
                        proposal(500, 5_000),
                        "");
        assertTrue(asked.length() < 40_000, () -> "" + asked.length());
        assertTrue(asked.contains("- and 450 more\n") && asked.contains("- and 4900 more\n"));
        assertTrue(asked.contains("(a key)") && !asked.contains(key));
    }
}
