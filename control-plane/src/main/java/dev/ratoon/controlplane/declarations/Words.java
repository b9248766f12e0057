package dev.ratoon.controlplane.declarations;

/** Words of a file of somebody's, in ours. */
final class Words {
    private static final int LONGEST = 60;

    private Words() {}

    /** Short, and without what does something to a terminal. */
    static String inert(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return cut.replaceAll("\\p{C}", "?");
    }
}
