package dev.ratoon.controlplane.environments;

import dev.ratoon.controlplane.life.Size;
import java.util.List;
import java.util.SortedMap;

/**
 * All that an environment says, checked.
 *
 * @param setup the script, or nothing
 * @param variables of all that runs in the workspace
 * @param allow hosts that may be reached
 */
record Contents(
        String setup,
        int setupMinutes,
        SortedMap<String, String> variables,
        List<String> allow,
        Size size,
        Defaults defaults) {
    Contents {
        allow = List.copyOf(allow);
    }
}
