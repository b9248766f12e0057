package dev.ratoon.controlplane.proxy;

/** No to a way out: its rule, and words that say what to do. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final Rule rule;
    private final int status;
    private final String words;
    private final long seconds;

    Refused(Rule rule, int status, String words) {
        this(rule, status, words, 0);
    }

    private Refused(Rule rule, int status, String words, long seconds) {
        super(words);
        this.rule = rule;
        this.status = status;
        this.words = words;
        this.seconds = seconds;
    }

    static Refused tooOften(Caller.TooOften often) {
        return new Refused(Rule.LIMIT, 429, often.words(), often.seconds());
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

    /** After which it may be asked again; 0 where waiting is no way out. */
    long seconds() {
        return seconds;
    }

    String words() {
        return words;
    }
}
