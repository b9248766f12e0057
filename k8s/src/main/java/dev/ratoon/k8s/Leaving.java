package dev.ratoon.k8s;

import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxName;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** A pod that was told to end and does not: its node alone could say that it has. Pure. */
final class Leaving {
    private Leaving() {}

    /** Where a node is there to end both sides, they are ended once their time is over. */
    static Observed observed(SandboxName name, Pod pod, PodSettings settings, Instant now) {
        Optional<String> late = late(pod, settings, now);
        boolean mayRun =
                PodReading.sides(pod).stream()
                        .anyMatch(each -> each.getState().getRunning() != null);
        return late.isPresent() && mayRun
                ? new Observed.Stranded(name, late.get())
                : new Observed.Ending(name, late);
    }

    /** Why it is not gone, once it is time to say so; no other words the next time. */
    static Optional<String> late(Pod pod, PodSettings settings, Instant now) {
        try {
            // Its time to end in peace is in it.
            Instant due = Instant.parse(String.valueOf(pod.getMetadata().getDeletionTimestamp()));
            return due.plus(settings.patience()).isAfter(now)
                    ? Optional.empty()
                    : Optional.of(words(pod));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static String words(Pod pod) {
        String name = pod.getMetadata().getName();
        String node = PodEnd.plain(pod.getSpec().getNodeName());
        return node.isEmpty()
                ? "The pod "
                        + name
                        + " was told to end and is not gone. See what holds it: kubectl -n "
                        + pod.getMetadata().getNamespace()
                        + " describe pod "
                        + name
                : "The pod "
                        + name
                        + " was told to end, and its node "
                        + node
                        + " does not say that it has. See that the node answers: kubectl get node "
                        + node
                        + "; one that is lost for good is taken out, and its pods with it: kubectl"
                        + " delete node "
                        + node;
    }
}
