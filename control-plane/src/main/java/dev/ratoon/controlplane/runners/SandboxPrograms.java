package dev.ratoon.controlplane.runners;

/** Who knows where the programs of sandboxes come from. */
public interface SandboxPrograms {
    /** Another one where other programs may be there: what was built with them may not run then. */
    String origin();
}
