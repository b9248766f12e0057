package dev.ratoon.git.review;

import java.io.IOException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Counts what differs in two trees, in a time that is bounded whoever made them: a few trees can
 * name each other as more files than anybody has, and the lines of some files take long. So it is
 * first walked through, and its lines are compared only if that came to an end.
 */
final class Counting {
    private final Totals.Most most;
    private final long largest;
    private final ObjectReader reader;
    private int files;
    private int steps;
    private long bytes;

    /**
     * @param largest bytes from which on a file is not read
     */
    Counting(Totals.Most most, long largest, ObjectReader reader) {
        this.most = most;
        this.largest = largest;
        this.reader = reader;
    }

    /** Compares the lines of all that was walked through. */
    interface Lines {
        Comparison compare() throws IOException;
    }

    /** Of a walk through the two, which stands before its first step. */
    Totals of(TreeWalk trees, Lines lines) throws IOException {
        while (trees.next()) {
            if (trees.isSubtree()) {
                trees.enterSubtree();
            } else {
                files++;
                bytes += size(trees, 0) + size(trees, 1);
            }
            if (++steps > most.steps() || files > most.files() || bytes > most.bytes()) {
                return new Totals(files, 0, 0, true);
            }
        }
        int added = 0;
        int removed = 0;
        try (Comparison comparison = lines.compare()) {
            var all = comparison.files();
            for (ChangedFile file : all) {
                added += file.added();
                removed += file.removed();
            }
            return new Totals(all.size(), added, removed, false);
        }
    }

    /** None of what is not read: it is on neither side, no file, or too large. */
    private long size(TreeWalk trees, int side) throws IOException {
        FileMode mode = trees.getFileMode(side);
        ObjectId id = trees.getObjectId(side);
        if (id.equals(ObjectId.zeroId()) || mode.getObjectType() != Constants.OBJ_BLOB) {
            return 0;
        }
        long size = reader.getObjectSize(id, Constants.OBJ_BLOB);
        return size >= largest ? 0 : size;
    }
}
