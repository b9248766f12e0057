package dev.ratoon.controlplane.proxy;

/** No to a way out: its rule, and words that say what to do. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final Rule rule;
    private final int status;
    private final String words;

    Refused(Rule rule, int status, String words) {
        super(words);
        this.rule = rule;
        this.status = status;
        this.words = words;
    }

    static Refused form(String words) {
        return new Refused(Rule.FORM, 400, words);
    }

    static Refused away(String words) {
        return new Refused(Rule.AWAY, 502, words);
    }

    Rule rule() {
        return rule;
    }

    int status() {
        return status;
    }

    String words() {
        return words;
    }
}
