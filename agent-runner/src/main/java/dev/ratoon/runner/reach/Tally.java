package dev.ratoon.runner.reach;

/**
 * What came of all tries of one target.
 *
 * @param last when it was reached last, in milliseconds since the beginning; -1 for never
 * @param how the newest try came out
 */
record Tally(int tries, int reached, long last, How how) {
    static final Tally NONE = new Tally(0, 0, -1, How.SILENT);

    Tally and(How next, long millis) {
        boolean there = next == How.REACHED;
        return new Tally(tries + 1, reached + (there ? 1 : 0), there ? millis : last, next);
    }

    @Override
    public String toString() {
        return tries + " " + reached + " " + last + " " + how.word();
    }
}
