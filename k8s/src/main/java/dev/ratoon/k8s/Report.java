package dev.ratoon.k8s;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one side of the canary says of each address, in the order in which it was asked. Whatever is
 * not to the letter is no report: a pod may say anything. Pure.
 *
 * @param millis how long it tried
 */
record Report(List<Line> lines, long millis) {
    private static final Set<String> HOW = Set.of("reached", "refused", "silent", "unreachable");

    /**
     * Of one address.
     *
     * @param last when it was reached last, in milliseconds since the beginning; -1 for never
     */
    record Line(long tries, long reached, long last, String how) {}

    /**
     * Reads it.
     *
     * @param run what this canary is called: an older one's report is none
     */
    static Optional<Report> read(String text, String run, int asked) {
        List<String> lines = text.lines().toList();
        if (lines.size() != asked + 2 || !lines.getFirst().equals("reach 1 " + run)) {
            return Optional.empty();
        }
        String[] end = lines.getLast().split(" ", -1);
        long millis = end.length == 2 && end[0].equals("end") ? number(end[1]) : -1;
        List<Line> read = new ArrayList<>();
        for (int i = 0; i < asked; i++) {
            line(lines.get(i + 1), i, millis).ifPresent(read::add);
        }
        return millis < 0 || read.size() != asked
                ? Optional.empty()
                : Optional.of(new Report(List.copyOf(read), millis));
    }

    private static Optional<Line> line(String text, int index, long millis) {
        String[] words = text.split(" ", -1);
        if (words.length != 5 || !words[0].equals(Integer.toString(index))) {
            return Optional.empty();
        }
        var line =
                new Line(
                        number(words[1]),
                        number(words[2]),
                        words[3].equals("-1") ? -1 : number(words[3]),
                        words[4]);
        boolean ever = line.reached() > 0;
        boolean holds =
                line.tries() > 0
                        && line.reached() >= 0
                        && line.reached() <= line.tries()
                        && ever == (line.last() >= 0)
                        && line.last() <= millis
                        && HOW.contains(line.how())
                        && (ever || !line.how().equals("reached"))
                        && (line.last() >= 0 || words[3].equals("-1"));
        return holds ? Optional.of(line) : Optional.empty();
    }

    /** -2 for what is none. */
    private static long number(String word) {
        return word.matches("[0-9]{1,9}") ? Long.parseLong(word) : -2;
    }
}
