package dev.ratoon.environments;

/** What there is of a sandbox. */
public sealed interface Observed {
    SandboxName name();

    /** Asked for, and not running yet. */
    record Starting(SandboxName name) implements Observed {}

    /** Its runner's process lives. */
    record Running(SandboxName name) implements Observed {}

    /** Asked to end, and not gone yet. */
    record Ending(SandboxName name) implements Observed {}

    /**
     * Nothing of it runs any more.
     *
     * @param reason for people: what ended it, as far as can be told
     */
    record Ended(SandboxName name, String reason) implements Observed {}
}
