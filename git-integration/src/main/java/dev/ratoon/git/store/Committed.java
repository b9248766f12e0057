package dev.ratoon.git.store;

import dev.ratoon.git.upstream.Seen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Small files of one commit, read without a workspace: nothing is checked out, filtered or run.
 *
 * @param files by name; the content is empty of one that is too large
 */
public record Committed(String commit, Map<String, Optional<byte[]>> files) {
    public Committed {
        files = Map.copyOf(files);
    }

    /**
     * Which ones.
     *
     * @param folder right in which they lie; links and folders in it are passed over
     * @param most how many; those first by name
     * @param largest how many bytes of one
     */
    public record Wanted(String folder, int most, int largest) {}

    static Optional<Committed> of(Path mirror, Seen seen, Optional<String> branch, Wanted wanted)
            throws IOException {
        Optional<ObjectId> tip = branch.isPresent() ? seen.branch(branch.get()) : first(seen);
        return tip.isPresent() ? Optional.of(of(mirror, tip.get(), wanted)) : Optional.empty();
    }

    private static Optional<ObjectId> first(Seen seen) {
        return seen.head().map(seen.refs()::get).map(Ref::getObjectId);
    }

    private static Committed of(Path mirror, ObjectId tip, Wanted wanted) throws IOException {
        try (Repository repository = Bare.open(mirror);
                RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(tip);
            ObjectReader reader = walk.getObjectReader();
            Map<String, Optional<byte[]>> files = new TreeMap<>();
            try (TreeWalk at = TreeWalk.forPath(reader, wanted.folder(), commit.getTree())) {
                if (at != null && at.getFileMode(0).equals(FileMode.TREE)) {
                    read(reader, at.getObjectId(0), wanted, files);
                }
            }
            return new Committed(commit.name(), files);
        }
    }

    private static void read(
            ObjectReader reader,
            ObjectId folder,
            Wanted wanted,
            Map<String, Optional<byte[]>> files)
            throws IOException {
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(folder);
            while (files.size() < wanted.most() && walk.next()) {
                FileMode mode = walk.getFileMode(0);
                if (mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE)) {
                    files.put(walk.getNameString(), content(reader, walk.getObjectId(0), wanted));
                }
            }
        }
    }

    private static Optional<byte[]> content(ObjectReader reader, ObjectId id, Wanted wanted)
            throws IOException {
        return reader.getObjectSize(id, Constants.OBJ_BLOB) > wanted.largest()
                ? Optional.empty()
                : Optional.of(reader.open(id, Constants.OBJ_BLOB).getCachedBytes(wanted.largest()));
    }
}
