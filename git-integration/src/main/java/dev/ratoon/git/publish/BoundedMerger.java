package dev.ratoon.git.publish;

import dev.ratoon.git.review.LineDiff;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.NoMergeBaseException;
import org.eclipse.jgit.errors.NoMergeBaseException.MergeBaseFailureReason;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.RecursiveMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * Merges what nobody has made for a person to read, without taking more memory and time than there
 * is: a large file that both sides changed is a conflict, unread.
 */
final class BoundedMerger extends RecursiveMerger {
    private static final long LARGEST = 1 << 20;
    private static final int DEEPEST = 4;

    private final Work work;

    BoundedMerger(Work work) {
        super(work.repository(), true);
        this.work = work;
        mergeAlgorithm = new MergeAlgorithm(new LineDiff());
    }

    @Override
    public void setObjectInserter(ObjectInserter inserter) {
        super.setObjectInserter(inserter);
        walk = work.newShortWalk(reader);
    }

    @Override
    protected RevCommit getBaseCommit(RevCommit one, RevCommit other, int depth)
            throws IOException {
        if (depth > DEEPEST) {
            throw new NoMergeBaseException(
                    MergeBaseFailureReason.TOO_MANY_MERGE_BASES, "of those before them");
        }
        return super.getBaseCommit(one, other, depth);
    }

    @Override
    protected boolean mergeTrees(
            AbstractTreeIterator base, RevTree ours, RevTree theirs, boolean ignoreConflicts)
            throws IOException {
        List<String> large = large(base, ours, theirs);
        base.reset();
        if (large.isEmpty()) {
            return super.mergeTrees(base, ours, theirs, ignoreConflicts);
        }
        unmergedPaths.addAll(large);
        return false;
    }

    private List<String> large(AbstractTreeIterator base, RevTree ours, RevTree theirs)
            throws IOException {
        List<String> large = new ArrayList<>();
        try (TreeWalk trees = new TreeWalk(reader)) {
            trees.setRecursive(true);
            trees.addTree(base);
            trees.addTree(ours);
            trees.addTree(theirs);
            trees.setFilter(TreeFilter.ANY_DIFF);
            while (trees.next()) {
                boolean both = !trees.idEqual(0, 1) && !trees.idEqual(0, 2) && !trees.idEqual(1, 2);
                if (both && (isLarge(trees, 0) || isLarge(trees, 1) || isLarge(trees, 2))) {
                    large.add(trees.getPathString());
                }
            }
        }
        return large;
    }

    private static boolean isLarge(TreeWalk trees, int side) throws IOException {
        FileMode mode = trees.getFileMode(side);
        return !mode.equals(FileMode.MISSING)
                && mode.getObjectType() == Constants.OBJ_BLOB
                && trees.getObjectReader()
                                .getObjectSize(trees.getObjectId(side), Constants.OBJ_BLOB)
                        > LARGEST;
    }
}
