package dev.ratoon.environments;

/**
 * How the processes of a sandbox can be confined on this machine; found by doing it; or who does it
 * elsewhere.
 */
public sealed interface Confinement {
    /** One sentence for people. */
    String description();

    /** Through bubblewrap. */
    record Bubblewrap(String version) implements Confinement {
        @Override
        public String description() {
            return "bubblewrap " + version + ", tried: no host files, network or processes inside";
        }
    }

    /** Through unshare, pivot_root and setpriv of util-linux. */
    record UtilLinux(String version) implements Confinement {
        @Override
        public String description() {
            return "util-linux " + version + ", tried: no host files, network or processes inside";
        }
    }

    /**
     * Not by this machine: sandboxes are pods of a cluster, whose nodes confine them.
     *
     * @param description how, in words for people
     */
    record Pods(String description) implements Confinement {}

    /**
     * Not at all: a real harness is refused on this machine.
     *
     * @param reason what was missing or failed
     * @param nextStep what to type to change it
     */
    record Unavailable(String reason, String nextStep) implements Confinement {
        @Override
        public String description() {
            return "not available: " + reason;
        }
    }
}
