package dev.ratoon.git.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.InvalidPathException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.NameConflictTreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.eclipse.jgit.util.RawParseUtils;

/**
 * What differs between what an agent committed and its files. A checkpoint has a submodule's files
 * in its place, or nothing: a publication keeps the submodule as it was committed.
 */
final class Uncommitted {
    private final Work work;
    private final List<Change> changes = new ArrayList<>();
    private boolean submodules;

    private Uncommitted(Work work) {
        this.work = work;
    }

    /** One file: as it is now, or gone when it has no mode. */
    private record Change(DirCacheEntry at, FileMode mode, ObjectId id) {
        String path() {
            return RawParseUtils.decode(at.getRawPath());
        }
    }

    static Uncommitted of(Work work) throws IOException {
        var all = new Uncommitted(work);
        try (ObjectReader reader = work.inserter().newReader();
                TreeWalk trees = new NameConflictTreeWalk(reader)) {
            Optional<RevCommit> head = work.head();
            if (head.isPresent()) {
                trees.addTree(new CanonicalTreeParser(null, reader, head.get().getTree()));
            } else {
                trees.addTree(new EmptyTreeIterator());
            }
            trees.addTree(new CanonicalTreeParser(null, reader, work.checkpoint().getTree()));
            trees.setFilter(TreeFilter.ANY_DIFF);
            while (trees.next()) {
                all.look(trees);
            }
        } catch (InvalidPathException e) {
            throw Stopped.refused(
                    "A file has a name that no repository may have (%s): have it renamed."
                            .formatted(e.getMessage()));
        }
        return all;
    }

    private void look(TreeWalk trees) throws IOException {
        FileMode before = trees.getFileMode(0);
        FileMode after = trees.getFileMode(1);
        if (before.equals(FileMode.GITLINK)
                && (after.equals(FileMode.TREE) || after.equals(FileMode.MISSING))) {
            submodules = true;
            return;
        }
        boolean within = before.equals(FileMode.TREE) || after.equals(FileMode.TREE);
        boolean wasFile = !before.equals(FileMode.TREE) && !before.equals(FileMode.MISSING);
        boolean isFile = !after.equals(FileMode.TREE) && !after.equals(FileMode.MISSING);
        if (isFile || wasFile) {
            changes.add(
                    new Change(
                            new DirCacheEntry(trees.getRawPath()),
                            isFile ? after : FileMode.MISSING,
                            trees.getObjectId(1)));
        }
        if (within) {
            trees.enterSubtree();
        }
    }

    /** What the agent committed, with what was chosen of the rest. */
    ObjectId tree(Chosen chosen) throws IOException {
        return switch (chosen) {
            case Chosen.All _ ->
                    submodules ? with(_ -> true) : work.checkpoint().getTree().toObjectId();
            case Chosen.None _ ->
                    work.head()
                            .orElseThrow(
                                    () ->
                                            Stopped.refused(
                                                    "The agent has committed nothing: choose files"
                                                            + " to commit."))
                            .getTree()
                            .toObjectId();
            case Chosen.Paths(var paths) -> {
                refuseUnknown(paths);
                yield with(paths::contains);
            }
        };
    }

    private void refuseUnknown(Set<String> paths) {
        Set<String> unknown = new HashSet<>(paths);
        changes.forEach(change -> unknown.remove(change.path()));
        if (!unknown.isEmpty()) {
            throw Stopped.refused(
                    "Not among the uncommitted files: "
                            + String.join(", ", unknown.stream().sorted().toList())
                            + ". Look again at what there is.");
        }
    }

    private ObjectId with(Predicate<String> chosen) throws IOException {
        try (ObjectReader reader = work.inserter().newReader()) {
            Optional<RevCommit> head = work.head();
            DirCache files =
                    head.isPresent()
                            ? DirCache.read(reader, head.get().getTree())
                            : DirCache.newInCore();
            DirCacheEditor editor = files.editor();
            for (Change change : changes) {
                if (chosen.test(change.path())) {
                    editor.add(edit(change));
                }
            }
            editor.finish();
            return files.writeTree(work.inserter());
        }
    }

    private static DirCacheEditor.PathEdit edit(Change change) {
        if (change.mode().equals(FileMode.MISSING)) {
            return new DirCacheEditor.DeletePath(change.at());
        }
        return new DirCacheEditor.PathEdit(change.at()) {
            @Override
            public void apply(DirCacheEntry entry) {
                entry.setFileMode(change.mode());
                entry.setObjectId(change.id());
            }
        };
    }
}
