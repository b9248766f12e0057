package dev.ratoon.git.review;

import java.time.Duration;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Looks through a history only so far and for so long: it is as long, and its dates are as wrong,
 * as whoever made it liked. Threads: one.
 */
public final class BoundedWalk extends RevWalk {
    private static final int BETWEEN_LOOKS_AT_THE_CLOCK = 256;

    private final int most;
    private final long end;
    private int met;

    /**
     * @param most commits that are met
     */
    public BoundedWalk(ObjectReader reader, int most, Duration longest) {
        super(reader);
        this.most = most;
        this.end = System.nanoTime() + longest.toNanos();
    }

    @Override
    protected RevCommit createCommit(AnyObjectId id, int graphPosition) {
        met++;
        if (met > most) {
            throw new TooFar("more than " + most + " commits");
        }
        if (met % BETWEEN_LOOKS_AT_THE_CLOCK == 0 && System.nanoTime() - end > 0) {
            throw new TooFar("too many commits for the time that it is given");
        }
        return super.createCommit(id, graphPosition);
    }

    /** There is more than is looked through. */
    public static final class TooFar extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooFar(String what) {
            super(what);
        }
    }
}
