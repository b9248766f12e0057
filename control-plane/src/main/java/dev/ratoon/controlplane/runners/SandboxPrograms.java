package dev.ratoon.controlplane.runners;

import org.jspecify.annotations.Nullable;

/** Who knows where the programs of sandboxes come from. */
public interface SandboxPrograms {
    /**
     * Another one where other programs may be there: what was built with them may not run then.
     *
     * @param image that an environment has chosen; null for the usual one
     */
    String origin(@Nullable String image);
}
