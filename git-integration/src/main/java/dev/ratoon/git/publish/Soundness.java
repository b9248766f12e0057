package dev.ratoon.git.publish;

import dev.ratoon.git.store.Checks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.internal.submodule.SubmoduleValidator;
import org.eclipse.jgit.internal.submodule.SubmoduleValidator.SubmoduleValidationException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/** Git's own checks of all that a publication would bring to people for the first time. */
final class Soundness {
    private static final int LONGEST = 64 << 20;
    private static final int LONGEST_GITMODULES = 1 << 20;

    /** What Windows takes for {@code .git}: a stream of it, or a path into it. */
    private static final Pattern WINDOWS =
            Pattern.compile("(?is)(\\.git|git~1)[ .]*[:\\\\].*|.*\\\\(\\.git|git~1)([:\\\\ .].*)?");

    private final ObjectChecker here = Checks.ofOurs();
    private final ObjectChecker elsewhere = Checks.ofNamesElsewhere();
    private final ObjectWalk walk;

    private Soundness(ObjectWalk walk) {
        this.walk = walk;
    }

    static void check(Work work, RevCommit tip, SeenByPeople known) throws IOException {
        try (ObjectWalk walk = new ObjectWalk(work.inserter().newReader())) {
            walk.setRetainBody(true);
            walk.markStart(walk.parseCommit(tip));
            for (RevCommit old : known.commits()) {
                walk.markUninteresting(walk.parseCommit(old));
            }
            new Soundness(walk).check();
        } catch (CorruptObjectException | SubmoduleValidationException | LargeObjectException e) {
            throw Stopped.refused(
                    "The work does not stand git's own check (%s): have it put right."
                            .formatted(e.getMessage()));
        }
    }

    private void check() throws IOException, SubmoduleValidationException {
        for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
            if (Work.isCheckpoint(commit)) {
                throw Stopped.refused(
                        "The agent has built on a checkpoint, which is not for others to see: have"
                                + " it commit its work on the branch that it began at.");
            }
            here.checkCommit(commit, bytes(commit));
        }
        for (RevObject one = walk.nextObject(); one != null; one = walk.nextObject()) {
            if (one.getType() == Constants.OBJ_TREE) {
                byte[] tree = bytes(one);
                here.checkTree(one, tree);
                elsewhere.checkTree(one, tree);
                windows(tree);
            }
        }
        for (var modules : here.getGitsubmodules()) {
            byte[] text =
                    walk.getObjectReader()
                            .open(modules.getBlobId(), Constants.OBJ_BLOB)
                            .getCachedBytes(LONGEST_GITMODULES);
            SubmoduleValidator.assertValidGitModulesFile(new String(text, StandardCharsets.UTF_8));
        }
    }

    private static void windows(byte[] tree) throws CorruptObjectException {
        var names = new CanonicalTreeParser();
        for (names.reset(tree); !names.eof(); names = names.next()) {
            String name = names.getEntryPathString();
            if (WINDOWS.matcher(name).matches()) {
                throw new CorruptObjectException("invalid name '" + name + "'");
            }
            if (name.codePoints().anyMatch(Soundness::breaksLines)) {
                throw new CorruptObjectException("a name that breaks lines, in a folder");
            }
        }
    }

    /** Such a name is not what it looks like wherever somebody reads it. */
    private static boolean breaksLines(int character) {
        return Character.isISOControl(character) || character == 0x2028 || character == 0x2029;
    }

    private byte[] bytes(RevObject object) throws IOException {
        return walk.getObjectReader().open(object, object.getType()).getCachedBytes(LONGEST);
    }
}
