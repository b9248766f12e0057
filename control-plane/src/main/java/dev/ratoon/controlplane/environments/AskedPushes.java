package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.life.PushRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an environment's agents may not push, as somebody asks for it. Pure.
 *
 * @param refusedPaths files that they may not change, as globs: {@code .github/workflows/**}
 * @param refuseSecrets whether what looks like a key is refused
 */
public record AskedPushes(
        @Nullable List<@Nullable String> refusedPaths, @Nullable Boolean refuseSecrets) {
    static AskedPushes of(PushRules rules) {
        return new AskedPushes(new ArrayList<>(rules.refusedPaths()), rules.refuseSecrets());
    }

    /** With what it leaves out as it is. */
    AskedPushes over(PushRules before) {
        return new AskedPushes(
                refusedPaths == null ? new ArrayList<>(before.refusedPaths()) : refusedPaths,
                refuseSecrets == null ? Boolean.valueOf(before.refuseSecrets()) : refuseSecrets);
    }

    PushRules checked() {
        return new PushRules(
                Globs.checked("pushes.refusedPaths", refusedPaths),
                Boolean.TRUE.equals(refuseSecrets));
    }
}
