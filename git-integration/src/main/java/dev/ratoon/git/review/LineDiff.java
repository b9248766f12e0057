package dev.ratoon.git.review;

import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.Sequence;
import org.eclipse.jgit.diff.SequenceComparator;

/**
 * Compares lines, in a time that is bounded whoever made them: where they are too many, or too many
 * of them are alike, all of that place is called changed. Other algorithms take half an hour for
 * what somebody made for them.
 */
public final class LineDiff extends DiffAlgorithm {
    private static final int MOST_LINES = 100_000;

    private final int most;
    private final HistogramDiff histogram = new HistogramDiff();

    public LineDiff() {
        this(MOST_LINES);
    }

    /**
     * @param most lines of both sides together
     */
    @SuppressWarnings("NullAway") // JGit's way to say that there is none
    LineDiff(int most) {
        this.most = most;
        histogram.setFallbackAlgorithm(null);
    }

    @Override
    public <S extends Sequence> EditList diffNonCommon(
            SequenceComparator<? super S> comparator, S before, S after) {
        if ((long) before.size() + after.size() > most) {
            return EditList.singleton(new Edit(0, before.size(), 0, after.size()));
        }
        return histogram.diffNonCommon(comparator, before, after);
    }
}
