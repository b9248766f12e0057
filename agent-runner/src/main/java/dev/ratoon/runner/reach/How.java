package dev.ratoon.runner.reach;

import java.util.Locale;

/** How one try came out. */
enum How {
    /** A connection, or an answer. */
    REACHED,
    /** Somebody said no: nobody listens there, or a policy rejects. From here it looks the same. */
    REFUSED,
    /** Nothing came back in time. */
    SILENT,
    /** There is no way there. */
    UNREACHABLE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
