package dev.ratoon.git.github;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What somebody is typing: each word must be in a name, wherever. */
record Words(List<String> words) {
    private static final int NO_MATCH = 9;

    static Words of(String typed) {
        return new Words(
                List.of(typed.strip().toLowerCase(Locale.ROOT).split("\\s+", -1)).stream()
                        .filter(word -> !word.isEmpty())
                        .toList());
    }

    /** Those that fit, the likeliest first, otherwise in the order in which they came. */
    <T> List<T> of(List<T> all, Function<T, String> name) {
        record Ranked<T>(T item, int rank) {}
        var fitting = new ArrayList<Ranked<T>>();
        for (T item : all) {
            int rank = rank(name.apply(item).toLowerCase(Locale.ROOT));
            if (rank < NO_MATCH) {
                fitting.add(new Ranked<>(item, rank));
            }
        }
        fitting.sort(Comparator.comparingInt(Ranked::rank));
        return fitting.stream().map(Ranked::item).toList();
    }

    private int rank(String name) {
        int worst = 0;
        for (String word : words) {
            worst = Math.max(worst, rank(name, word));
        }
        return worst;
    }

    private static int rank(String name, String word) {
        int at = name.indexOf(word);
        String last = name.substring(name.lastIndexOf('/') + 1);
        if (at < 0) {
            return NO_MATCH;
        }
        if (name.equals(word) || last.equals(word)) {
            return 0;
        }
        if (at == 0 || last.startsWith(word)) {
            return 1;
        }
        return !Character.isLetterOrDigit(name.charAt(at - 1)) ? 2 : 3;
    }
}
