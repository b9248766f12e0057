package dev.ratoon.controlplane.log;

import dev.ratoon.controlplane.problem.Failure;
import dev.ratoon.controlplane.problem.ProblemType;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** An append that is on its way to its commit. Threads: any. */
public final class Soon {
    private final CountDownLatch done = new CountDownLatch(1);
    private final Runnable afterwards;
    private volatile @Nullable Appended appended;
    private volatile @Nullable RuntimeException thrown;

    Soon(Runnable afterwards) {
        this.afterwards = afterwards;
    }

    /** Waits for the commit; throws what the deciding threw, or why it could not be committed. */
    public Appended await() {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ProblemType.BUSY, "Ratoon is ending. Try again when it is back.", e);
        }
        if (appended != null) {
            return appended;
        }
        throw thrown == null ? new IllegalStateException("done without an outcome") : thrown;
    }

    public boolean isDone() {
        return done.getCount() == 0;
    }

    void committed(Appended outcome) {
        appended = outcome;
        done.countDown();
        afterwards.run();
    }

    void failed(RuntimeException why) {
        thrown = why;
        done.countDown();
        afterwards.run();
    }
}
