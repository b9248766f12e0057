package dev.ratoon.git.publish;

/** Ends a publication from within, before anything was pushed. */
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Published why;

    Stopped(Published why) {
        super(why.toString());
        this.why = why;
    }

    static Stopped refused(String words) {
        return new Stopped(new Published.Refused(words));
    }

    Published why() {
        return why;
    }
}
