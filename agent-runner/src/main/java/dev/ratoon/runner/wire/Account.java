package dev.ratoon.runner.wire;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What these processes tell whoever started them, on standard error: one line an event. */
public final class Account {
    private static final FileOutputStream ERROR = new FileOutputStream(FileDescriptor.err);
    private static final boolean DETAILS = System.getenv("RATOON_DETAILS") != null;

    private Account() {}

    public static void say(String words) {
        byte[] line =
                (Instant.now().truncatedTo(ChronoUnit.MILLIS)
                                + " "
                                + words.replace('\n', ' ')
                                + "\n")
                        .getBytes(StandardCharsets.UTF_8);
        synchronized (ERROR) {
            try {
                ERROR.write(line);
            } catch (IOException e) {
                // Nobody reads any more, and there is nowhere else to say so.
                return;
            }
        }
    }

    /** What only somebody who searches for a fault wants: told when RATOON_DETAILS is set. */
    public static void detail(String words, Throwable why) {
        if (DETAILS) {
            say(words + ": " + why);
        }
    }
}
