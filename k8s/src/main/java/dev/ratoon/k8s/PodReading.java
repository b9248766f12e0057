package dev.ratoon.k8s;

import dev.ratoon.environments.Observed;
import dev.ratoon.environments.SandboxName;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a pod says of itself, read as an observation. Pure. */
final class PodReading {
    private PodReading() {}

    static Observed observed(SandboxName name, Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return new Observed.Ending(name);
        }
        if (isOver(pod)) {
            return new Observed.Ended(name, PodEnd.reason(pod));
        }
        if (isHalf(pod)) {
            return new Observed.Ending(name);
        }
        List<ContainerStatus> sides = sides(pod);
        boolean runs =
                sides.size() == 2
                        && sides.stream().allMatch(each -> each.getState().getRunning() != null);
        return runs ? new Observed.Running(name) : new Observed.Starting(name);
    }

    static boolean isOver(Pod pod) {
        return phase(pod).equals("Failed") || phase(pod).equals("Succeeded");
    }

    /** Whether one side has ended and its pod has not: the other side is of no use without it. */
    static boolean isHalf(Pod pod) {
        return !isOver(pod)
                && sides(pod).stream().anyMatch(each -> each.getState().getTerminated() != null);
    }

    static boolean isOnItsWay(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null && phase(pod).equals("Pending");
    }

    static String phase(Pod pod) {
        PodStatus status = pod.getStatus();
        return status == null || status.getPhase() == null ? "Pending" : status.getPhase();
    }

    /** Both sides, as far as the node has told anything of them. */
    static List<ContainerStatus> sides(Pod pod) {
        return pod.getStatus() == null ? List.of() : told(pod.getStatus().getContainerStatuses());
    }

    /** In the order in which they begin. */
    static List<ContainerStatus> all(Pod pod) {
        return pod.getStatus() == null
                ? List.of()
                : Stream.concat(
                                told(pod.getStatus().getInitContainerStatuses()).stream(),
                                sides(pod).stream())
                        .toList();
    }

    private static List<ContainerStatus> told(List<ContainerStatus> statuses) {
        return statuses.stream().filter(each -> each.getState() != null).toList();
    }

    /** The image of one of its containers, as it was asked for. */
    static String image(Pod pod, String container) {
        return Stream.concat(
                        pod.getSpec().getInitContainers().stream(),
                        pod.getSpec().getContainers().stream())
                .filter(each -> each.getName().equals(container))
                .map(Container::getImage)
                .findFirst()
                .orElse("of " + container);
    }

    static Optional<PodCondition> condition(Pod pod, String type) {
        return pod.getStatus() == null
                ? Optional.empty()
                : pod.getStatus().getConditions().stream()
                        .filter(each -> type.equals(each.getType()))
                        .findFirst();
    }
}
