package dev.ratoon.runner;

import dev.ratoon.runner.harness.PromptImage;
import dev.ratoon.runner.wire.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A prompt and how far it has come. Threads: whoever ends it first may say how. */
final class Turn {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final int number;
    private final String text;
    private final List<PromptImage> images;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable String cancelled;
    private volatile boolean cut;
    private volatile @Nullable String introduced;

    Turn(int number, String text, List<PromptImage> images) {
        this.number = number;
        this.text = text;
        this.images = images;
    }

    int number() {
        return number;
    }

    String text() {
        return text;
    }

    List<PromptImage> images() {
        return images;
    }

    /** That its harness ends now is no failure, but this. */
    void cancel(String words) {
        cancelled = words;
    }

    /**
     * All that it has started is being ended: what its harness says of it now is not to be
     * believed.
     */
    void cut() {
        cut = true;
    }

    /**
     * The same, if it has not ended after a while.
     *
     * @param stop ends what it has started
     */
    void cutLater(Runnable stop) {
        Threads.virtual(
                "grace",
                () -> {
                    Thread.sleep(GRACE);
                    if (!hasEnded()) {
                        cut();
                        stop.run();
                    }
                });
    }

    boolean isCut() {
        return cut;
    }

    @Nullable String cancelled() {
        return cancelled;
    }

    /** Its prompt tells this session what is told before a first one. */
    void introduces(@Nullable String session) {
        introduced = session;
    }

    /** The session that has heard it with this turn, if one has. */
    @Nullable String introduced() {
        return introduced;
    }

    boolean hasEnded() {
        return ended.get();
    }

    /** True for one caller only. */
    boolean end() {
        return ended.compareAndSet(false, true);
    }
}
