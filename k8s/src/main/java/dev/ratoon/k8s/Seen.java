package dev.ratoon.k8s;

import dev.ratoon.environments.SandboxName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pods and claims of this place: what the watch has brought, and those that were made here and
 * have not been brought yet. Threads: any.
 */
final class Seen {
    /** A pod of ours with its name read. */
    record Sandbox(SandboxName name, Pod pod) {
        static Optional<Sandbox> of(Pod pod) {
            return PodNames.of(pod).map(name -> new Sandbox(name, pod));
        }
    }

    /** What the watch keeps; no answer costs a request. */
    interface Kept {
        Collection<Pod> pods(String workspace);

        Collection<Pod> pods();

        Collection<PersistentVolumeClaim> claims();

        Optional<PersistentVolumeClaim> claim(String name);
    }

    /** Of no pod while the request for it is on its way. */
    private record Made(@Nullable Pod pod) {}

    private final Kept kept;
    private final Map<SandboxName, Made> made = new ConcurrentHashMap<>();
    private final Map<String, Optional<PersistentVolumeClaim>> claims = new ConcurrentHashMap<>();

    Seen(Kept kept) {
        this.kept = kept;
    }

    /** To be said before a pod is asked for: news of it may come before the answer does. */
    void asking(SandboxName name) {
        made.put(name, new Made(null));
    }

    /** The answer; kept until the watch brings news of that pod. */
    void answered(SandboxName name, Pod pod) {
        made.computeIfPresent(name, (_, _) -> new Made(pod));
    }

    /** The watch knows of it, or there is nothing to know. */
    void brought(SandboxName name) {
        made.remove(name);
    }

    /** To be said before its claim is asked for, as of a pod. */
    void askingClaim(String workspace) {
        claims.put(workspace, Optional.empty());
    }

    void answeredClaim(String workspace, PersistentVolumeClaim claim) {
        claims.computeIfPresent(workspace, (_, _) -> Optional.of(claim));
    }

    void claimBrought(String workspace) {
        claims.remove(workspace);
    }

    /** All of a workspace, the newest first. */
    List<Sandbox> of(String workspace) {
        Stream<Pod> fresh =
                made.entrySet().stream()
                        .filter(each -> each.getKey().workspace().equals(workspace))
                        .map(each -> each.getValue().pod())
                        .filter(Objects::nonNull);
        return Stream.concat(kept.pods(workspace).stream(), fresh)
                .flatMap(each -> Sandbox.of(each).stream())
                .sorted(
                        Comparator.comparingInt((Sandbox each) -> each.name().incarnation())
                                .reversed())
                .toList();
    }

    Optional<PersistentVolumeClaim> claim(String workspace) {
        return kept.claim(PodNames.claim(workspace))
                .or(() -> claims.getOrDefault(workspace, Optional.empty()));
    }

    /** Of which there is anything, be it a volume alone. */
    List<String> workspaces() {
        Stream<String> there =
                Stream.concat(kept.pods().stream(), kept.claims().stream())
                        .map(HasMetadata::getMetadata)
                        .filter(metadata -> metadata.getLabels() != null)
                        .map(metadata -> metadata.getLabels().get(PodNames.WORKSPACE))
                        .filter(Objects::nonNull);
        Stream<String> fresh =
                Stream.concat(
                        made.keySet().stream().map(SandboxName::workspace),
                        claims.keySet().stream());
        return Stream.concat(there, fresh).distinct().sorted().toList();
    }
}
