package dev.ratoon.controlplane.operations;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * A series lives for ever, so no stranger may make one: a method of the caller's own invention
 * counts as OTHER. (Paths that no route has count as UNKNOWN: application.properties.)
 */
@Singleton
class BoundedTags implements MeterFilter {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "UNKNOWN");

    @Override
    public Meter.Id map(Meter.Id id) {
        String method = id.getTag("method");
        return method == null || METHODS.contains(method)
                ? id
                : id.replaceTags(id.getTags().stream().map(BoundedTags::bounded).toList());
    }

    private static Tag bounded(Tag tag) {
        return tag.getKey().equals("method") ? Tag.of("method", "OTHER") : tag;
    }
}
