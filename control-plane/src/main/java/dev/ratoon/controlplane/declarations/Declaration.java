package dev.ratoon.controlplane.declarations;

import dev.ratoon.controlplane.environments.AskedPushes;
import dev.ratoon.controlplane.life.Size;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a repository says of its environment, not yet checked.
 *
 * @param minutes how long the script may run
 * @param save ignored files that checkpoints save all the same, as globs
 * @param image of its pods; null when it names none
 * @param notes words on what is not done here
 */
record Declaration(
        String setup,
        @Nullable Integer minutes,
        SortedMap<String, String> variables,
        List<String> allow,
        List<String> save,
        @Nullable String image,
        Size size,
        AskedPushes pushes,
        List<String> notes) {
    Declaration {
        variables = new TreeMap<>(variables);
        allow = List.copyOf(allow);
        save = List.copyOf(save);
        notes = List.copyOf(notes);
    }
}
