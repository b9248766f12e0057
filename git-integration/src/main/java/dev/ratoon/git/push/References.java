package dev.ratoon.git.push;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.transport.connectivity.FullConnectivityChecker;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdSubclassMap;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ConnectivityChecker;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/**
 * Whether all that a push refers to came with it, or could be seen before. JGit's own check of that
 * walks through every tree that could be seen. Here each new tree is compared with what stood at
 * its place in the parents of its commit: what is the same there needs no further look. Only what
 * cannot be told like that is left to JGit, which has the last word then. Threads: one.
 */
final class References implements ConnectivityChecker {
    /** Entries of older trees that are read for it: a push can be made to need any number. */
    private static final int MOST = 2_000_000;

    private final FullConnectivityChecker all = new FullConnectivityChecker();

    @Override
    public void checkConnectivity(
            ConnectivityCheckInfo push, Set<ObjectId> shown, ProgressMonitor monitor)
            throws IOException {
        if (!isPlain(push, shown)) {
            all.checkConnectivity(push, shown, monitor);
        }
    }

    private static boolean isPlain(ConnectivityCheckInfo push, Set<ObjectId> shown)
            throws IOException {
        if (!push.isCheckObjects() || push.getParser() == null) {
            return false;
        }
        try (ObjectReader reader = push.getRepository().newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            var look = new Look(push.getParser().getNewObjectIds(), shown, reader, walk);
            return look.tips(push.getCommands()) && look.bases(push.getParser().getBaseObjectIds());
        } catch (MissingObjectException | IncorrectObjectTypeException _) {
            return false;
        }
    }

    /** A new tree, and what was at its place. */
    private record Place(ObjectId tree, List<ObjectId> before) {}

    private static final class Look {
        private final ObjectIdSubclassMap<ObjectId> brought;
        private final Set<ObjectId> shown;
        private final ObjectReader reader;
        private final RevWalk walk;
        private final Deque<RevCommit> commits = new ArrayDeque<>();
        private final Set<ObjectId> done = new HashSet<>();
        private final Set<ObjectId> before = new HashSet<>();
        private int read;

        Look(
                ObjectIdSubclassMap<ObjectId> brought,
                Set<ObjectId> shown,
                ObjectReader reader,
                RevWalk walk) {
            this.brought = brought;
            this.shown = shown;
            this.reader = reader;
            this.walk = walk;
        }

        boolean tips(List<ReceiveCommand> commands) throws IOException {
            for (ReceiveCommand command : commands) {
                boolean counts =
                        command.getResult() == ReceiveCommand.Result.NOT_ATTEMPTED
                                && command.getType() != ReceiveCommand.Type.DELETE;
                if (counts && !knows(command.getNewId())) {
                    return false;
                }
            }
            while (!commits.isEmpty()) {
                if (!commit(commits.remove())) {
                    return false;
                }
            }
            return true;
        }

        /** Of a commit: whether it was shown, or is new; then it is looked at. */
        private boolean knows(ObjectId id) throws IOException {
            if (shown.contains(id) || done.contains(id)) {
                return true;
            }
            if (!brought.contains(id)) {
                return false;
            }
            RevObject one = walk.parseAny(id);
            if (!(one instanceof RevCommit commit)) {
                return false;
            }
            done.add(commit.copy());
            commits.add(commit);
            return true;
        }

        private boolean commit(RevCommit commit) throws IOException {
            var trees = new ArrayList<ObjectId>();
            for (RevCommit parent : commit.getParents()) {
                if (!knows(parent)) {
                    return false;
                }
                trees.add(walk.parseCommit(parent).getTree().copy());
            }
            var places = new ArrayDeque<Place>();
            places.add(new Place(commit.getTree().copy(), trees));
            while (!places.isEmpty()) {
                if (!tree(places.remove(), places)) {
                    return false;
                }
            }
            return true;
        }

        private boolean tree(Place place, Deque<Place> further) throws IOException {
            before.addAll(place.before());
            if (place.before().contains(place.tree()) || done.contains(place.tree())) {
                return true;
            }
            if (!brought.contains(place.tree())) {
                return false;
            }
            done.add(place.tree());
            Map<Name, List<ObjectId>> old = new HashMap<>();
            for (ObjectId tree : place.before()) {
                for (var entry = entries(tree); !entry.eof(); entry.next()) {
                    if (++read > MOST) {
                        return false;
                    }
                    old.computeIfAbsent(Name.of(entry), _ -> new ArrayList<>(1))
                            .add(entry.getEntryObjectId());
                }
            }
            for (var entry = entries(place.tree()); !entry.eof(); entry.next()) {
                if (entry.getEntryFileMode().equals(FileMode.GITLINK)) {
                    continue;
                }
                ObjectId id = entry.getEntryObjectId();
                List<ObjectId> there = old.getOrDefault(Name.of(entry), List.of());
                if (there.contains(id)) {
                    continue;
                }
                before.addAll(there);
                if (entry.getEntryFileMode().equals(FileMode.TREE)) {
                    further.add(new Place(id, there));
                } else if (!brought.contains(id)) {
                    return false;
                }
            }
            return true;
        }

        private CanonicalTreeParser entries(ObjectId tree) throws IOException {
            return new CanonicalTreeParser(null, reader, tree);
        }

        /** What deltas of a push were made from must have been seen, too. */
        boolean bases(ObjectIdSubclassMap<ObjectId> bases) {
            for (ObjectId base : bases) {
                if (!before.contains(base) && !shown.contains(base)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Of an entry: a folder is no file of the same name. */
    private record Name(String path, boolean isFolder, boolean isLink) {
        static Name of(CanonicalTreeParser entry) {
            FileMode mode = entry.getEntryFileMode();
            return new Name(
                    entry.getEntryPathString(),
                    mode.equals(FileMode.TREE),
                    mode.equals(FileMode.GITLINK));
        }
    }
}
