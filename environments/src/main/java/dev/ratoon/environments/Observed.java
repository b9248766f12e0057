package dev.ratoon.environments;

import java.util.Optional;

/** What there is of a sandbox. */
public sealed interface Observed {
    SandboxName name();

    /** Asked for, and not running yet. */
    record Starting(SandboxName name) implements Observed {}

    /** Its runner's process lives. */
    record Running(SandboxName name) implements Observed {}

    /**
     * Asked to end, and not gone yet.
     *
     * @param late for people: why it takes longer than it should, and what to do; empty until then
     */
    record Ending(SandboxName name, Optional<String> late) implements Observed {
        public Ending(SandboxName name) {
            this(name, Optional.empty());
        }
    }

    /**
     * Asked to end, and only a machine that does not answer could say that it has. It may run on
     * there; its workspace is there as well, and out of reach.
     *
     * @param words for people: which machine that is, and what to do
     */
    record Stranded(SandboxName name, String words) implements Observed {}

    /**
     * Nothing of it runs any more.
     *
     * @param reason for people: what ended it, as far as can be told
     */
    record Ended(SandboxName name, String reason) implements Observed {}
}
