package dev.ratoon.runner.workspace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The harness's session, as a checkpoint keeps it: whoever has lost the runner's notebook with the
 * workspace goes on with it all the same. A checkpoint is not believed, so this is a name for the
 * harness alone, which takes it or begins a session anew.
 *
 * @param session the harness's name of it
 * @param heard whether it has heard what is told before its first prompt
 */
public record KeptSession(String session, boolean heard) {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,900}");
    private static final Pattern KEPT = Pattern.compile("session\t(heard|new) (.+)");

    /** Empty when there is none, or none that can be kept. */
    static String words(@Nullable KeptSession kept) {
        return kept == null || !NAME.matcher(kept.session).matches()
                ? ""
                : (kept.heard ? "heard " : "new ") + kept.session;
    }

    /** Of the last words of restore.sh. */
    static @Nullable KeptSession in(String words) {
        Matcher kept = KEPT.matcher(words);
        return kept.matches() && NAME.matcher(kept.group(2)).matches()
                ? new KeptSession(kept.group(2), kept.group(1).equals("heard"))
                : null;
    }
}
