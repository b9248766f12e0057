package dev.ratoon.git.store;

import dev.ratoon.git.FolderTooLarge;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectChecker.ErrorType;
import org.jspecify.annotations.Nullable;

/**
 * Git's own checks of single objects, and that each folder is one that can be read afterwards: it
 * is found out where it comes from, not by everybody who looks at it later.
 */
public final class Checks {
    private Checks() {}

    /** Of what an agent makes: all of them. */
    public static ObjectChecker ofOurs() {
        return new Held();
    }

    /**
     * Of names that are harmless here and a {@code .git} on a Mac, besides the others. What differs
     * in case alone is somebody's business.
     */
    public static ObjectChecker ofNamesElsewhere() {
        return new ObjectChecker()
                .setSafeForMacOS(true)
                .setIgnore(ErrorType.DUPLICATE_ENTRIES, true);
    }

    /**
     * Of what others made: histories are full of old mistakes that harm nobody, and that no host
     * refuses. What could harm a client is refused all the same.
     */
    public static ObjectChecker ofOthers() {
        return new Held()
                .setAllowLeadingZeroFileMode(true)
                .setAllowInvalidPersonIdent(true)
                .setIgnore(ErrorType.MISSING_TAG_ENTRY, true)
                .setIgnore(ErrorType.BAD_TIMEZONE, true)
                .setIgnore(ErrorType.BAD_DATE, true)
                .setIgnore(ErrorType.ZERO_PADDED_FILEMODE, true);
    }

    private static final class Held extends ObjectChecker {
        @Override
        public void checkTree(@Nullable AnyObjectId id, byte[] list) throws CorruptObjectException {
            if (list.length >= FolderTooLarge.MOST) {
                throw new FolderTooLarge();
            }
            super.checkTree(id, list);
        }
    }
}
