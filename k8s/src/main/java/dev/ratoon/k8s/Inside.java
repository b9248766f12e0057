package dev.ratoon.k8s;

/** Where the two sides of a pod find what is theirs, and who they are. */
final class Inside {
    static final String LINK = "/run/ratoon/link";
    static final String KEY = "/run/ratoon/key";
    static final String STATE = "/state";
    static final String WORKSPACE = "/workspace";
    static final String TEMPORARY = "/tmp";

    /** The runner's programs: in its own image, and brought to the hands' side. */
    static final String OURS = "/opt/ratoon";

    /** Where the runner's image finds the empty folder that it fills. */
    static final String BROUGHT = "/brought";

    /** Two users, so that neither may touch a process or a file of the other one. */
    static final long HANDS = 1000;

    static final long RUNNER = 10_001;

    /** Of both: what a volume, the link and the key are opened to. */
    static final long GROUP = 10_000;

    /** What holds the pod itself together: containerd wants a user where there is a group. */
    static final long NOBODY = 65_534;

    private Inside() {}
}
