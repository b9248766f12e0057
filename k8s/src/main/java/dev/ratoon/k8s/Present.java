package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxName;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pods of which news came and whose end has not been told yet. What the watch keeps has lost a pod
 * a moment before anybody is told: in between it is leaving, and not gone without a word. Threads:
 * any.
 */
final class Present {
    private final Map<String, SandboxName> byUid = new ConcurrentHashMap<>();

    void there(Seen.Sandbox sandbox) {
        byUid.put(sandbox.pod().getMetadata().getUid(), sandbox.name());
    }

    /** To be said when it is on record why. */
    void gone(Seen.Sandbox sandbox) {
        byUid.remove(sandbox.pod().getMetadata().getUid());
    }

    /** The newest one. */
    Optional<SandboxName> of(String workspace) {
        return byUid.values().stream()
                .filter(each -> each.workspace().equals(workspace))
                .max(Comparator.comparingInt(SandboxName::incarnation));
    }
}
