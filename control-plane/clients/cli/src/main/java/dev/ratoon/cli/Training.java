package dev.ratoon.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/** Many verbs in one process, so that one AOT cache knows what all of them load. */
final class Training {
    private static final String[][] VERBS = {
        {"version"},
        {"status"},
        {"status", "--json"},
        {"list"},
        {"list", "--json"},
        {"decisions"},
        {"show", "no-such-agent"},
        {"logs", "no-such-agent"},
        {"key", "list"},
        {"user", "list"},
        {"token", "list"},
        {"team", "list"},
        {"environment", "list"},
        {"persona", "list"},
        {"queue", "no-such-agent"},
        {"login", "--no-browser"},
        {"key", "remove", "nothing-of-this-name"},
        {"status", "--help"},
        {"no-such-verb"},
    };

    private Training() {}

    public static void main(String... args) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        var around =
                new Surroundings(
                        System.getenv(), InputStream.nullInputStream(), nowhere, nowhere, false);
        for (String[] verb : VERBS) {
            Main.run(around, verb);
        }
    }
}
