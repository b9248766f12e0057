package dev.ratoon.runner.websocket;

/** The other side breaks the protocol: with which close code it is told, and why. */
final class Violation extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;

    Violation(int code, String why) {
        super(why);
        this.code = code;
    }

    int code() {
        return code;
    }
}
