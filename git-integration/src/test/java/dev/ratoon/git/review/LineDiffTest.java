package dev.ratoon.git.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.junit.jupiter.api.Test;

class LineDiffTest {
    /** Each line differs, but for one that is there more often than a histogram counts. */
    private static RawText made(String unique, int lines) {
        var text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append(unique).append(i).append('\n');
            if (i % (lines / 70) == 0) {
                text.append("}\n");
            }
        }
        return new RawText(text.toString().getBytes(UTF_8));
    }

    private static EditList compared(RawText before, RawText after) {
        return assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> new LineDiff().diff(RawTextComparator.DEFAULT, before, after));
    }

    @Test
    void whatWasMadeToTakeLongTakesNoTime() {
        for (int lines : new int[] {45_000, 500_000}) {
            EditList edits = compared(made("a", lines), made("b", lines));
            assertFalse(edits.isEmpty());
        }
    }

    @Test
    void aChangedLineIsOneEdit() {
        RawText before = new RawText("one\ntwo\nthree\n".getBytes(UTF_8));
        RawText after = new RawText("one\n2\nthree\n".getBytes(UTF_8));
        assertEquals(EditList.singleton(new Edit(1, 2, 1, 2)), compared(before, after));
    }
}
