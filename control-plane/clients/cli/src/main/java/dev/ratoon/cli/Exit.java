package dev.ratoon.cli;

/** What the exit code says. Part of the contract with scripts: {@code ratoon --help} lists it. */
enum Exit {
    DONE(0),
    /** The control plane, or this machine, refused. */
    REFUSED(1),
    USAGE(2),
    /** Nothing answers there. */
    UNREACHABLE(3),
    NOT_SIGNED_IN(4),
    /** Of exec alone: not the command ended like this, but the way to it. */
    NO_EXEC(125);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
