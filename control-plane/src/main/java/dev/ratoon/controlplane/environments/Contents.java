package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.life.AgentsConfig;
import dev.ratoon.controlplane.life.AllowedImages;
import dev.ratoon.controlplane.life.PushRules;
import dev.ratoon.controlplane.life.Size;
import dev.ratoon.controlplane.problem.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that an environment says, checked.
 *
 * @param setup the script, or nothing
 * @param variables of all that runs in the workspace
 * @param allow hosts that may be reached
 * @param allowModels rules for calls to models that its agents may break
 * @param save ignored files that checkpoints save all the same, as globs
 * @param image of its pods; null is the operator's usual one
 * @param pushes what its agents may not push
 */
public record Contents(
        String setup,
        int setupMinutes,
        SortedMap<String, String> variables,
        List<String> allow,
        List<String> allowModels,
        List<String> save,
        @Nullable String image,
        Size size,
        PushRules pushes,
        Defaults defaults) {
    public Contents {
        allow = List.copyOf(allow);
        allowModels = List.copyOf(allowModels);
        save = List.copyOf(save);
    }

    /** As somebody else than a person says it; a {@link Failure} in words when it cannot be. */
    public static Contents checked(
            String setup,
            @Nullable Integer minutes,
            Map<String, String> variables,
            List<String> allow,
            List<String> save,
            @Nullable String image,
            Size size,
            AskedPushes pushes,
            AgentsConfig config,
            AllowedImages images) {
        return new AskedEnvironment(
                        null,
                        null,
                        null,
                        null,
                        setup,
                        minutes,
                        new TreeMap<>(variables),
                        new ArrayList<>(allow),
                        null,
                        new ArrayList<>(save),
                        image,
                        size,
                        pushes,
                        null)
                .contents(Granted.by(config, images));
    }

    /** Whether an environment may set a variable of that name. */
    public static boolean maySet(String name) {
        try {
            return Variables.name(name).equals(name);
        } catch (Failure e) {
            return false;
        }
    }
}
