package dev.ratoon.git.review;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.errors.BinaryBlobException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Counts what differs in two trees, in time and memory that are bounded whoever made them: a few
 * trees can name each other as more files than anybody has, and the lines of some files take long.
 * So it is first walked through, and its lines are compared, file by file, only if that came to an
 * end; whenever its time is over, it is more than is looked through. What is only somewhere else
 * now is one file without lines; what has changed on its way is two.
 */
final class Counting {
    private static final int MOST_LINES = 10_000;

    private final Totals.Most most;
    private final long largest;
    private final ObjectReader reader;
    private final LineDiff lines = new LineDiff(MOST_LINES);
    private final List<Pair> pairs = new ArrayList<>();
    private final long began = System.nanoTime();
    private int steps;
    private long bytes;
    private int added;
    private int removed;

    /**
     * @param largest bytes from which on a file has no lines for anybody
     */
    Counting(Totals.Most most, long largest, ObjectReader reader) {
        this.most = most;
        this.largest = largest;
        this.reader = reader;
    }

    /** A file on both sides; zero where it is on neither, or is no file. */
    private record Pair(ObjectId before, ObjectId after) {
        boolean isNew() {
            return before.equals(ObjectId.zeroId());
        }

        boolean isGone() {
            return after.equals(ObjectId.zeroId());
        }
    }

    /** Of a walk through the two, which stands before its first step. */
    Totals of(TreeWalk trees) throws IOException {
        while (trees.next()) {
            if (trees.isSubtree()) {
                trees.enterSubtree();
            } else {
                pairs.add(new Pair(blob(trees, 0), blob(trees, 1)));
            }
            if (++steps > most.steps() || pairs.size() > most.files() || isOver()) {
                return more(pairs.size());
            }
        }
        int moved = leaveOutMoved();
        for (Pair pair : pairs) {
            if (isOver() || !compare(pair)) {
                return more(pairs.size() + moved);
            }
        }
        return new Totals(pairs.size() + moved, added, removed, false);
    }

    private static Totals more(int files) {
        return new Totals(files, 0, 0, true);
    }

    private boolean isOver() {
        return System.nanoTime() - began > most.time().toNanos();
    }

    private static ObjectId blob(TreeWalk trees, int side) {
        return trees.getFileMode(side).getObjectType() == Constants.OBJ_BLOB
                ? trees.getObjectId(side)
                : ObjectId.zeroId();
    }

    /** How many there are. */
    private int leaveOutMoved() {
        Map<ObjectId, Integer> gone = new HashMap<>();
        pairs.stream()
                .filter(pair -> pair.isGone() && !pair.isNew())
                .forEach(pair -> gone.merge(pair.before(), 1, Integer::sum));
        Map<ObjectId, Integer> moved = new HashMap<>();
        int all = pairs.size();
        pairs.removeIf(
                pair -> {
                    boolean is = pair.isNew() && !pair.isGone() && took(gone, pair.after());
                    if (is) {
                        moved.merge(pair.after(), 1, Integer::sum);
                    }
                    return is;
                });
        int left = pairs.size();
        pairs.removeIf(pair -> pair.isGone() && !pair.isNew() && took(moved, pair.before()));
        return all - left;
    }

    private static boolean took(Map<ObjectId, Integer> some, ObjectId id) {
        int there = some.getOrDefault(id, 0);
        some.put(id, there - 1);
        return there > 0;
    }

    /** False if it is more than is looked through. */
    private boolean compare(Pair pair) throws IOException {
        long before = size(pair.before());
        long after = size(pair.after());
        if (before >= largest || after >= largest) {
            return true;
        }
        if (before > most.file() || after > most.file()) {
            return isBinary(pair.before()) || isBinary(pair.after());
        }
        bytes += before + after;
        if (bytes > most.bytes()) {
            return false;
        }
        try {
            var edits =
                    lines.diff(RawTextComparator.DEFAULT, text(pair.before()), text(pair.after()));
            for (Edit edit : edits) {
                removed += edit.getLengthA();
                added += edit.getLengthB();
            }
        } catch (BinaryBlobException _) {
            // It has no lines.
        }
        return true;
    }

    private long size(ObjectId id) throws IOException {
        return id.equals(ObjectId.zeroId()) ? 0 : reader.getObjectSize(id, Constants.OBJ_BLOB);
    }

    private boolean isBinary(ObjectId id) throws IOException {
        if (id.equals(ObjectId.zeroId())) {
            return false;
        }
        try (InputStream in = reader.open(id, Constants.OBJ_BLOB).openStream()) {
            return RawText.isBinary(in);
        }
    }

    private RawText text(ObjectId id) throws IOException, BinaryBlobException {
        return id.equals(ObjectId.zeroId())
                ? RawText.EMPTY_TEXT
                : RawText.load(reader.open(id, Constants.OBJ_BLOB), most.file());
    }
}
