package dev.ratoon.git.push;

import dev.ratoon.git.GitTrouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** What single commits change, file by file. */
public final class CommitChanges {
    /** What is longer is no source that somebody typed a key into. */
    private static final long LONGEST_TEXT = 1 << 20;

    private CommitChanges() {}

    /**
     * The first answer about a file that the commit changes. What a merge took over from either
     * side as it was is not its change.
     *
     * @param asked is shown the file in the first tree, and in the others as it was in each parent
     */
    public static <T> Optional<T> first(
            RevWalk walk, RevCommit commit, Function<TreeWalk, Optional<T>> asked)
            throws IOException {
        try (TreeWalk trees = new TreeWalk(walk.getObjectReader())) {
            trees.setRecursive(true);
            trees.addTree(commit.getTree());
            for (RevCommit parent : commit.getParents()) {
                trees.addTree(walk.parseCommit(parent).getTree());
            }
            if (commit.getParentCount() == 0) {
                trees.addTree(new EmptyTreeIterator());
            }
            trees.setFilter(TreeFilter.ANY_DIFF);
            while (trees.next()) {
                if (differs(trees)) {
                    Optional<T> answer = asked.apply(trees);
                    if (answer.isPresent()) {
                        return answer;
                    }
                }
            }
            return Optional.empty();
        }
    }

    /** Whether the file is in the first tree as it is in none of the others. */
    public static boolean differs(TreeWalk trees) {
        for (int i = 1; i < trees.getTreeCount(); i++) {
            if (trees.idEqual(0, i) && trees.getRawMode(0) == trees.getRawMode(i)) {
                return false;
            }
        }
        return true;
    }

    /** What looks like a key in the first tree's file and is not in the second's. */
    public static Optional<SecretShapes.Found> secret(TreeWalk trees) {
        int mode = trees.getRawMode(0);
        if (!FileMode.REGULAR_FILE.equals(mode) && !FileMode.EXECUTABLE_FILE.equals(mode)) {
            return Optional.empty();
        }
        ObjectReader reader = trees.getObjectReader();
        return SecretShapes.added(
                text(reader, trees.getObjectId(1)), text(reader, trees.getObjectId(0)));
    }

    private static String text(ObjectReader reader, ObjectId blob) {
        if (blob.equals(ObjectId.zeroId())) {
            return "";
        }
        try {
            ObjectLoader loader = reader.open(blob);
            if (loader.getType() != Constants.OBJ_BLOB || loader.getSize() > LONGEST_TEXT) {
                return "";
            }
            byte[] bytes = loader.getCachedBytes();
            return RawText.isBinary(bytes) ? "" : new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw GitTrouble.internal(
                    "A file that was changed cannot be read: " + e.getMessage(), e);
        }
    }
}
