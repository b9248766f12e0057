package dev.ratoon.runner.outbox;

import dev.ratoon.protocol.Messages;
import dev.ratoon.runner.wire.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the runner must know again after a crash; each change is safe before it returns. */
public final class Notebook {
    /**
     * A page.
     *
     * @param noted the newest seq of a command that was begun
     * @param turns those that were taken and have not ended
     * @param prepared whether the workspace is
     * @param session the harness's name of its session, if it ever had one
     * @param last the newest turn that began and has ended; 0 when there was none
     * @param making whether the workspace is being made from nothing: what is there is not whole
     * @param heard the session that has heard what is told before its first prompt
     * @param unsaved whether what the newest turn has made is in the workspace alone
     */
    public record Page(
            long noted,
            List<Integer> turns,
            boolean prepared,
            @Nullable String session,
            int last,
            boolean making,
            @Nullable String heard,
            boolean unsaved) {
        public Page {
            turns = List.copyOf(turns);
        }

        public Page noting(long seq) {
            long newest = Math.max(seq, noted);
            return new Page(newest, turns, prepared, session, last, making, heard, unsaved);
        }

        public Page with(int turn) {
            var more = new ArrayList<>(turns);
            more.add(turn);
            return new Page(noted, more, prepared, session, last, making, heard, unsaved);
        }

        /**
         * It has ended.
         *
         * @param begun whether it had begun
         */
        public Page without(int turn, boolean begun) {
            List<Integer> others = turns.stream().filter(t -> t != turn).toList();
            int newest = begun ? turn : last;
            boolean more = begun || unsaved;
            return new Page(noted, others, prepared, session, newest, making, heard, more);
        }

        /** With a turn that is known to have ended, of whose checkpoint it is; 0 if of none. */
        public Page whenPrepared(int turn) {
            int newest = Math.max(last, turn);
            boolean more = unsaved && turn == 0;
            return new Page(noted, turns, true, session, newest, false, heard, more);
        }

        public Page whenMaking() {
            return new Page(noted, turns, false, session, last, true, heard, false);
        }

        public Page in(String harnessSession) {
            return new Page(noted, turns, prepared, harnessSession, last, making, heard, unsaved);
        }

        /** After a checkpoint, which was kept or not. */
        public Page saved(boolean kept) {
            return new Page(noted, turns, prepared, session, last, making, heard, !kept);
        }

        /** This session has heard it, if one has. */
        public Page heardBy(@Nullable String told) {
            return told == null
                    ? this
                    : new Page(noted, turns, prepared, session, last, making, told, unsaved);
        }
    }

    /** Turns one page into the next. */
    public interface Change {
        Page to(Page before);
    }

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final Path file;
    private volatile Page page;

    private Notebook(Path file, Page page) {
        this.file = file;
        this.page = page;
    }

    public static Notebook open(Path state) throws IOException {
        Path file = state.resolve("notebook.json");
        Page page =
                Files.exists(file)
                        ? Messages.JSON.readValue(Files.readString(file), Page.class)
                        : new Page(0, List.of(), false, null, 0, false, null, false);
        return new Notebook(file, page);
    }

    /** Also while the next one cannot be written yet. */
    public Page page() {
        return page;
    }

    /** Waits for a disk that is full: nothing may go on that is not noted. */
    public synchronized void write(Change change) throws InterruptedException {
        Page next = change.to(page);
        boolean told = false;
        while (!next.equals(page)) {
            try {
                DurableFile.write(file, Messages.JSON.writeValueAsString(next));
                page = next;
            } catch (IOException e) {
                if (!told) {
                    Account.say("The notebook cannot be written, and waits: " + e);
                    told = true;
                }
                Thread.sleep(TRY_AGAIN);
            }
        }
    }
}
