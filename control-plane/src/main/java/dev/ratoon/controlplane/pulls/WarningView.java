package dev.ratoon.controlplane.pulls;

import dev.ratoon.git.publish.Warning;
import java.util.List;

/** Something that needs a yes of its own; said by its id. */
record WarningView(String id, String path, String words) {
    static List<WarningView> all(List<Warning> warnings) {
        return warnings.stream()
                .map(warning -> new WarningView(warning.id(), warning.path(), warning.words()))
                .toList();
    }
}
