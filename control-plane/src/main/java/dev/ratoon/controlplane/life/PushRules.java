package dev.ratoon.controlplane.life;

import java.util.List;

/**
 * What an environment's agents may not push.
 *
 * @param refusedPaths files that they may not change, as globs: {@code .github/workflows/**}
 * @param refuseSecrets whether what looks like a key is refused
 */
public record PushRules(List<String> refusedPaths, boolean refuseSecrets) {
    public static final PushRules NONE = new PushRules(List.of(), false);

    /** Of logs of another version, too. */
    @SuppressWarnings("NullAway") // JSON may leave it out
    public PushRules {
        refusedPaths = refusedPaths == null ? List.of() : List.copyOf(refusedPaths);
    }
}
