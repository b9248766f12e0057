package dev.ratoon.git.publish;

import dev.ratoon.git.FolderTooLarge;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.jgit.errors.NoMergeBaseException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.merge.RecursiveMerger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;

/**
 * Brings two sides together in memory, as git does by itself. What both changed in one place is
 * nobody's to decide here; what attributes of files say of merging is not obeyed.
 */
final class Merging {
    private static final String HISTORY = "(the common history does not merge by itself)";

    private final Work work;

    Merging(Work work) {
        this.work = work;
    }

    /** What comes of it. */
    sealed interface Merged {
        record Clean(ObjectId tree) implements Merged {}

        record Conflicting(List<String> paths) implements Merged {}
    }

    Merged commits(RevCommit ours, RevCommit theirs) throws IOException {
        return merge(merger(), ours, theirs);
    }

    Merged trees(RevTree base, RevTree ours, RevTree theirs) throws IOException {
        RecursiveMerger merger = merger();
        merger.setBase(base);
        return merge(merger, ours, theirs);
    }

    private RecursiveMerger merger() {
        var merger = new BoundedMerger(work);
        merger.setObjectInserter(work.inserter());
        return merger;
    }

    private static Merged merge(RecursiveMerger merger, AnyObjectId ours, AnyObjectId theirs)
            throws IOException {
        try {
            if (merger.merge(false, ours, theirs)) {
                return new Merged.Clean(merger.getResultTreeId());
            }
        } catch (NoMergeBaseException e) {
            return new Merged.Conflicting(List.of(HISTORY));
        } catch (FolderTooLarge e) {
            return new Merged.Conflicting(List.of("(it would have %s)".formatted(e.words())));
        }
        var paths = new TreeSet<>(merger.getUnmergedPaths());
        if (merger.getFailingPaths() != null) {
            paths.addAll(merger.getFailingPaths().keySet());
        }
        return new Merged.Conflicting(List.copyOf(paths));
    }
}
