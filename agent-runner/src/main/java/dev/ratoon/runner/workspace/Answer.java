package dev.ratoon.runner.workspace;

import dev.ratoon.protocol.Reported.NotSaved;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * What checkpoint.sh prints: records that end with NUL, each a reason, a tab and a path; at last
 * how it went. Whoever works in the sandbox can make it print anything, so it is bounded. Threads:
 * one.
 */
final class Answer {
    static final int MOST = 100;
    static final int LONGEST = 1000;

    private final SequencedSet<NotSaved> notSaved = new LinkedHashSet<>();
    private final StringBuilder record = new StringBuilder();
    private int more;

    void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one == '\0') {
                keep();
            } else if (record.length() < LONGEST) {
                record.append(one);
            }
        }
    }

    private void keep() {
        int tab = record.indexOf("\t");
        if (tab >= 0) {
            var file = new NotSaved(record.substring(tab + 1), record.substring(0, tab));
            if (notSaved.size() < MOST) {
                notSaved.add(file);
            } else if (!notSaved.contains(file)) {
                more++;
            }
        }
        record.setLength(0);
    }

    List<NotSaved> notSaved() {
        return new ArrayList<>(notSaved);
    }

    /** How many more there are. */
    int more() {
        return more;
    }

    /** The words that no NUL follows. */
    String last() {
        return record.toString();
    }
}
