package dev.ratoon.runner.search;

import java.util.List;
import java.util.function.Consumer;

/**
 * Text on its way to people, with a star and a name in place of each secret. Holds back only what
 * may be the beginning of one. Threads: one.
 */
public final class Masking {
    private final List<Needle> needles;
    private final Consumer<String> to;
    private final StringBuilder held = new StringBuilder();

    public Masking(List<Needle> needles, Consumer<String> to) {
        this.needles = needles;
        this.to = to;
    }

    public void add(String text) {
        if (needles.isEmpty()) {
            to.accept(text);
            return;
        }
        held.append(text);
        mask();
        give(held.length() - maybe());
    }

    /** Nothing more comes. */
    public void end() {
        give(held.length());
    }

    private void mask() {
        for (Needle needle : needles) {
            int at = held.indexOf(needle.text());
            while (at >= 0) {
                String instead = "[*" + needle.name() + "*]";
                held.replace(at, at + needle.text().length(), instead);
                at = held.indexOf(needle.text(), at + instead.length());
            }
        }
    }

    /** How much of the end is the beginning of a secret. */
    private int maybe() {
        int most = 0;
        for (Needle needle : needles) {
            String text = needle.text();
            for (int n = Math.min(text.length() - 1, held.length()); n > most; n--) {
                if (text.startsWith(held.substring(held.length() - n))) {
                    most = n;
                }
            }
        }
        return most;
    }

    private void give(int length) {
        if (length > 0) {
            to.accept(held.substring(0, length));
            held.delete(0, length);
        }
    }
}
